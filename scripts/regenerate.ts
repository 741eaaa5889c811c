import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { regenerate } from "../packages/generator/src/regenerate.ts";

// pnpm regenerate [--check]: the index of discovery/ and the clients in packages/clients/ follow from the documents.
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const root = fileURLToPath(new URL("..", import.meta.url));

const { changed, diff } = await regenerate({
  discoveryFolder: `${root}discovery`,
  clientsFolder: `${root}packages/clients`,
  baseUrl: "http://127.0.0.1:8085/",
  checkOnly: values.check,
});
if (values.check && diff !== "") {
  console.error(
    `${diff}\n\nGenerated files are stale: run pnpm regenerate and commit what it writes.`,
  );
  process.exitCode = 1;
} else {
  for (const path of changed) console.log(path.slice(root.length));
}
