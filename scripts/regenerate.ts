import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { regenerate } from "../packages/generator/src/regenerate.ts";
import { update } from "../packages/generator/src/update.ts";

// pnpm regenerate: gets the documents of discovery/ that have a url, makes the index and the clients in packages/clients/ new from
// all of them, and writes changesets. With --check it uses no network, writes nothing, and fails when something is stale.
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const root = fileURLToPath(new URL("..", import.meta.url));
const places = {
  discoveryFolder: `${root}discovery`,
  clientsFolder: `${root}packages/clients`,
  baseUrl: "http://127.0.0.1:8085/",
};

if (values.check) {
  const { diff } = await regenerate({ ...places, checkOnly: true });
  if (diff !== "") {
    console.error(
      `${diff}\n\nGenerated files are stale: run pnpm regenerate and commit what it writes.`,
    );
    process.exitCode = 1;
  }
} else {
  const { changed, changesets, failures } = await update({
    ...places,
    changesetFolder: `${root}.changeset`,
    readCommitted: (file) => committed(`discovery/${file}`),
    fetch,
  });
  for (const path of [...changed, ...changesets]) console.log(path.slice(root.length));
  for (const { source, message } of failures) console.error(`${source}: ${message}`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

/** A file as the last commit has it. */
function committed(path: string): string | undefined {
  const { status, stdout } = spawnSync("git", ["show", `HEAD:${path}`], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  return status === 0 ? stdout : undefined;
}
