// Compiles the TypeScript in every README and guide: the blocks of a README are one module, each block of a guide is one
// by itself. They may import every package of the workspace.
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
  const files = documents.flatMap(writeModules);
  const project = { extends: "../tsconfig.json", include: [], files };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(project));
  const { status } = spawnSync("tsc", ["-p", folder], { stdio: "inherit" });
  if (status === 0) console.log(`The examples of the documents compile: ${files.length} modules.`);
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

function writeModules(document: string): string[] {
  const markdown = readFileSync(document, "utf8");
  const blocks = [...markdown.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
  const modules = document.startsWith("docs/") ? blocks : [blocks.join("\n")].filter(Boolean);
  return modules.map((text, index) => {
    const file = `${document.replaceAll(/\W+/g, "-")}-${index + 1}.ts`;
    writeFileSync(join(folder, file), `${text}\nexport {};\n`);
    return file;
  });
}
