import type { Host } from "../host.ts";

/** All of standard input, as text. */
export async function readStdin(host: Host): Promise<string> {
  let text = "";
  host.stdin.setEncoding("utf8");
  for await (const chunk of host.stdin) text += String(chunk);
  return text;
}
