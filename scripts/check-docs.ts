// Compiles the TypeScript in every README and guide: the blocks of a document are one module, which may import every
// package of the workspace.
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const folder = ".docs-check";
const documents = globSync(
  "{README.md,docs/*.md,{discovery,bench,packages/*,packages/clients/*,apps/*}/README.md}",
).toSorted();

rmSync(folder, { recursive: true, force: true });
try {
  linkPackages();
  const files = documents.map(writeModule).filter((file) => file !== undefined);
  const project = { extends: "../tsconfig.json", include: [], files };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(project));
  const { status } = spawnSync("tsc", ["-p", folder], { stdio: "inherit" });
  if (status === 0) console.log(`The examples of ${files.length} documents compile.`);
  else {
    console.error("An example does not compile: the file above is named after its document.");
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function linkPackages(): void {
  for (const file of globSync("{discovery,packages/*,packages/clients/*}/package.json")) {
    const { name } = JSON.parse(readFileSync(file, "utf8")) as { name: string };
    const link = join(folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(resolve(dirname(file)), link);
  }
}

function writeModule(document: string): string | undefined {
  const markdown = readFileSync(document, "utf8");
  const blocks = [...markdown.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
  if (blocks.length === 0) return undefined;
  const file = `${document.replaceAll(/\W+/g, "-")}.ts`;
  writeFileSync(join(folder, file), `${blocks.join("\n")}\nexport {};\n`);
  return file;
}
