// Checks every package that is published as npm would see it: what is packed, and that its exports are there.
import { globSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

interface Manifest {
  name: string;
  private?: boolean;
}

const manifests = globSync("{discovery,{packages,apps,packages/clients}/*}/package.json");
let failures = 0;
for (const file of manifests.toSorted()) {
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  if (manifest.private === true) continue;
  const { messages, pkg } = await publint({ pkgDir: dirname(file), pack: "pnpm", strict: true });
  for (const message of messages) {
    failures += 1;
    console.error(`${manifest.name}: ${formatMessage(message, pkg, { color: false }) ?? message.code}`);
  }
}
if (failures > 0) process.exit(1);
console.log("Every published package has what its exports name.");
