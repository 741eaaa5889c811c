/** Gives the person a file to save. */
export function saveFile(file: { name: string; text: string }): void {
  const address = URL.createObjectURL(new Blob([file.text], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = file.name;
  link.click();
  URL.revokeObjectURL(address);
}
