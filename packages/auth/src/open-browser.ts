import { spawn } from "node:child_process";
import { AuthError } from "./auth-error.ts";
import { browserCommand } from "./lib/browser-command.ts";

/**
 * Opens an address in the user's browser: the program in `BROWSER`, else the platform's own way, without a shell.
 *
 * @param address an http or https address.
 * @param host the platform and the environment; this process's by default.
 * @throws AuthError `browser_unavailable` when there is no such program.
 */
export async function openBrowser(
  address: string,
  host: { platform: NodeJS.Platform; env: NodeJS.ProcessEnv } = process,
): Promise<void> {
  const command = browserCommand(address, host);
  await new Promise<void>((resolve, reject) => {
    const child = spawn(command.program, command.arguments, { detached: true, stdio: "ignore" });
    child.once("spawn", () => {
      child.unref();
      resolve();
    });
    child.once("error", (cause) => {
      reject(
        new AuthError(
          "browser_unavailable",
          `Cannot start ${command.program}: open the address by hand, or sign in without a browser here.`,
          { cause },
        ),
      );
    });
  });
}
