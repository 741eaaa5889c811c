import { Command } from "commander";
import type { Host } from "../host.ts";

/** What the completion scripts ask while a line of `leasehold api` is typed. */
export function completeCommand(host: Host): Command {
  return new Command("__complete")
    .argument("<shell>")
    .argument("<line>", "the line up to the cursor")
    .action(async (shell: string, line: string, _flags: object, self: Command) => {
      const { completeApi } = await import("../api/complete-api.ts");
      await completeApi(host, self, { shell, line });
    });
}
