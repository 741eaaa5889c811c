import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";

/** The TypeScript of a README, its blocks as one program. */
export function readmeCode(readme: string): string {
  return [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code).join("\n");
}

/**
 * Compiles the files of a package as strictly as this workspace does.
 *
 * @returns What the compiler of this workspace says, nothing when all is well.
 */
export function compile(files: Record<string, string>): string {
  using folder = temporaryFolder();
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  const require = createRequire(import.meta.url);
  const tsconfig = {
    extends: `${root}tsconfig.base.json`,
    compilerOptions: {
      noEmit: true,
      rootDir: "/",
      typeRoots: [`${root}node_modules/@types`],
      paths: {
        "@leasehold/client-runtime": [require.resolve("@leasehold/client-runtime")],
        "@leasehold/client-runtime/*": [`${root}packages/client-runtime/src/*.ts`],
        "@leasehold/discovery-document": [require.resolve("@leasehold/discovery-document")],
        "@leasehold/generator/*": [`${root}packages/generator/src/*.ts`],
        "@leasehold/taskqueue-v1beta2": [
          `${root}packages/clients/taskqueue-v1beta2/src/taskqueue.gen.ts`,
        ],
        "@leasehold/leasehold-v1": [`${root}packages/clients/leasehold-v1/src/leasehold.gen.ts`],
      },
    },
    include: ["src"],
  };
  for (const [path, content] of Object.entries({
    "package.json": '{"type":"module"}',
    ...files,
    "tsconfig.json": JSON.stringify(tsconfig),
  })) {
    mkdirSync(dirname(join(folder.path, path)), { recursive: true });
    writeFileSync(join(folder.path, path), content);
  }
  try {
    execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "-p", folder.path]);
    return "";
  } catch (error) {
    return String((error as { stdout: Buffer }).stdout);
  }
}
