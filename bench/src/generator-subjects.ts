import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseDiscoveryDocument } from "@leasehold/discovery-document";
import { clientPackage } from "@leasehold/generator/package";

/** A package, and a program that makes one call with it. */
export interface ClientSubject {
  name: string;
  /** Folder with its node_modules. */
  folder: string;
  /** What is imported to be measured. */
  imports: string[];
  /** The program, for tsc and the bundler. */
  program: string;
  platform: "node" | "browser";
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const tsc = join(root, "node_modules/typescript/bin/tsc");

/** The peers, from npm, each in a folder of its own. */
export function peerSubjects(folder: string): ClientSubject[] {
  const call = (pkg: string, api: string, version: string, method: string) =>
    `import { ${pkg === "googleapis" ? "google" : api} } from "${pkg}";\n` +
    `const client = ${pkg === "googleapis" ? "google." : ""}${api}({ version: "${version}", auth: new ${pkg === "googleapis" ? "google." : ""}auth.OAuth2() });\n` +
    `console.log(await client.${method});\n`;
  const calls = [
    ["Tasks", "tasks", "v1", "tasklists.list({})"],
    ["Drive", "drive", "v3", "files.list({})"],
    ["Compute", "compute", "v1", 'instances.list({ project: "p", zone: "z" })'],
  ] as const;
  install(join(folder, "googleapis"), ["googleapis"]);
  install(join(folder, "tasks"), ["@googleapis/tasks"]);
  return [
    ...calls.map(([name, api, version, method]): ClientSubject => ({
      name: `googleapis, ${name}`,
      folder: join(folder, "googleapis"),
      imports: ["googleapis"],
      program: call("googleapis", api, version, method),
      platform: "node",
    })),
    {
      name: "@googleapis/tasks",
      folder: join(folder, "tasks"),
      imports: ["@googleapis/tasks"],
      program: call("@googleapis/tasks", "tasks", "v1", "tasklists.list({})").replace(
        "{ tasks }",
        "{ auth, tasks }",
      ),
      platform: "node",
    },
  ];
}

const ownCalls: Record<string, [create: string, call: string]> = {
  "taskqueue.v1beta2.json": ["createTaskqueue", 'tasks.list({ project: "p", taskqueue: "q" })'],
  "tasks.v1.json": ["createTasks", "tasklists.list({})"],
  "drive.v3.json": ["createDrive", "files.list({})"],
  "compute.v1.json": ["createCompute", 'instances.list({ project: "p", zone: "z" })'],
};

/** Our client of each document with our auth, packed as npm would have it and installed beside the peers. */
export async function ownSubjects(folder: string, documents: string[]): Promise<ClientSubject[]> {
  const tarballs = ["client-runtime", "oauth1", "auth"].map((name) => pack(name, folder));
  const subjects: ClientSubject[] = [];
  for (const path of documents) {
    const file = path.split(/[\\/]/).at(-1) ?? "";
    const [create, call] = ownCalls[file] ?? [];
    if (create === undefined || call === undefined) continue;
    const place = join(folder, `own-${file}`);
    install(place, tarballs);
    const document = parseDiscoveryDocument(JSON.parse(readFileSync(path, "utf8")));
    const { folder: name, files } = await clientPackage(document);
    installClient(join(place, "node_modules", name), files);
    const subject: ClientSubject = {
      name: `ours, ${document.title ?? name}`,
      folder: place,
      imports: [name, "@leasehold/auth"],
      program: `import { fixedToken } from "@leasehold/auth";\nimport { ${create} } from "${name}";\nconst client = ${create}({ authorize: fixedToken("t").authorize });\nconsole.log(await client.${call});\n`,
      platform: "browser",
    };
    subjects.push(subject);
    if (file !== "tasks.v1.json") continue;
    // What the first use of a credential of a user or a service account loads.
    const imports = [...subject.imports, "google-auth-library"];
    subjects.push({ ...subject, name: `${subject.name}, + google-auth`, imports });
  }
  return subjects;
}

/** Builds the client as its own tsconfig says, and gives it the exports that publishing does. */
function installClient(place: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), text);
  }
  execFileSync(process.execPath, [tsc, "-p", place]);
  const { publishConfig, ...manifest } = JSON.parse(files["package.json"] ?? "{}") as {
    publishConfig?: object;
  };
  writeFileSync(join(place, "package.json"), JSON.stringify({ ...manifest, ...publishConfig }));
}

function pack(name: string, folder: string): string {
  const tarball = join(folder, `${name}.tgz`);
  const cwd = join(root, "packages", name);
  execFileSync(process.execPath, [tsc, "-p", "tsconfig.json"], { cwd });
  execFileSync("pnpm", ["pack", "--silent", "--out", tarball], { cwd, stdio: "ignore" });
  return tarball;
}

function install(place: string, packages: string[]): void {
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "package.json"), '{"type":"module"}');
  const flags = ["--no-audit", "--no-fund", "--silent", "--ignore-scripts"];
  execFileSync("npm", ["install", ...flags, ...packages], { cwd: place, stdio: "ignore" });
}
