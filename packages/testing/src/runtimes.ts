import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const requireRuntime = createRequire(require.resolve("@leasehold/testing-runtimes/package.json"));

/**
 * Finds the program of a version of Node that npm brought: 22 and 26 beside the workspace's own.
 *
 * @returns its path, or undefined where npm has none for the platform: the test then skips by name.
 * @throws Error when it is absent and `CI=true`.
 */
export function findNode(major: 22 | 24 | 26): string | undefined {
  if (Number(process.versions.node.split(".")[0]) === major) return process.execPath;
  const name = `node-${major}-${process.platform}-${process.arch}`;
  return found(name, () =>
    join(dirname(requireRuntime.resolve(`${name}/package.json`)), "bin", "node"),
  );
}

/**
 * Finds workerd, the run time of Cloudflare Workers.
 *
 * @returns its path, or undefined where npm has none for the platform: the test then skips by name.
 * @throws Error when it is absent and `CI=true`.
 */
export function findWorkerd(): string | undefined {
  return found("workerd", () => (require("workerd") as { default: string }).default);
}

function found(name: string, find: () => string): string | undefined {
  try {
    return find();
  } catch (cause) {
    if (process.env["CI"] === "true") throw new Error(`CI must have ${name}.`, { cause });
    return undefined;
  }
}
