/** The program that opens an address, and its arguments. Never a shell: an address may hold what shells act on. */
export function browserCommand(
  address: string,
  host: { platform: NodeJS.Platform; env: NodeJS.ProcessEnv },
): { program: string; arguments: string[] } {
  const chosen = host.env["BROWSER"];
  if (chosen !== undefined && chosen !== "") return { program: chosen, arguments: [address] };
  if (host.platform === "darwin") return { program: "open", arguments: [address] };
  if (host.platform === "win32") {
    return { program: "rundll32", arguments: ["url.dll,FileProtocolHandler", address] };
  }
  return { program: "xdg-open", arguments: [address] };
}
