import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startLeasehold } from "@leasehold/server";

// Run by server-process.ts in a process of its own; the argument is the deployment's folder.
const folder = process.argv[2] ?? "";
const server = await startLeasehold({
  host: "127.0.0.1",
  port: 0,
  dataFolder: join(folder, "data"),
  logLevel: "error",
  configuration: { yaml: readFileSync(join(folder, "leasehold.yaml"), "utf8"), folder },
});
process.send?.({ url: server.url });
process.once("disconnect", () => process.exit(0));
