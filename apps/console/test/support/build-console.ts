import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the built console is. */
    consoleFolder: string;
  }
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Builds the console from its sources, as it is published. Vitest runs this once, before the console's tests.
 *
 * @returns what removes it again.
 */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = temporaryFolder();
  // In a process of its own: a test's NODE_ENV would make it a build for development.
  await promisify(execFile)(
    `${root}node_modules/.bin/vite`,
    ["build", "--outDir", folder.path, "--emptyOutDir"],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: "production" },
    },
  );
  project.provide("consoleFolder", folder.path);
  return () => folder[Symbol.dispose]();
}
