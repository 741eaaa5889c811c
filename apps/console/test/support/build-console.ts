import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Builds the console from its sources into `folder`, as it is published. */
export async function buildConsole(folder: string): Promise<void> {
  // In a process of its own: a test's NODE_ENV would make it a build for development.
  await promisify(execFile)(
    `${root}node_modules/.bin/vite`,
    ["build", "--outDir", folder, "--emptyOutDir"],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: "production" },
    },
  );
}
