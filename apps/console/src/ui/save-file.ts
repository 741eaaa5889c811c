/** Gives the person a file to save. */
export function saveFile(file: { name: string; content: string | Uint8Array<ArrayBuffer> }): void {
  // Always bytes to save, whatever the content looks like: never a page to open.
  const address = URL.createObjectURL(
    new Blob([file.content], { type: "application/octet-stream" }),
  );
  const link = document.createElement("a");
  link.href = address;
  link.download = file.name;
  link.click();
  URL.revokeObjectURL(address);
}
