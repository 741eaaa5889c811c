import { readFileSync } from "node:fs";
import type { DiscoveryDocument } from "@leasehold/discovery-document";
import type { ClientNames } from "./client-names.ts";

/** A package.json. */
export interface Manifest {
  name?: string;
  dependencies?: Record<string, string>;
  publishConfig?: Record<string, unknown>;
  [member: string]: unknown;
}

/**
 * Writes the package.json of a client, ready to publish. What is in the one that is there stays: name, version, scripts, license,
 * versions of dependencies; what follows from the document is written anew.
 * @param existing - The manifest that is there.
 */
export function packageManifest(
  document: DiscoveryDocument,
  names: ClientNames,
  existing: Manifest | undefined,
): Manifest {
  const base: Manifest = existing ?? {
    name: names.package,
    version: "0.1.0",
    scripts: { build: "tsc -p tsconfig.json" },
    devDependencies: { typescript: "^5.9.0" },
    engines: { node: ">=22" },
  };
  const runtime = "@leasehold/client-runtime";
  const entry = `./dist/${names.module}`;
  return {
    ...base,
    description: `Typed client for the ${document.title ?? document.name} ${document.version}.`,
    files: ["dist"],
    type: "module",
    sideEffects: false,
    exports: { ".": `./src/${names.module}.ts` },
    publishConfig: {
      ...base.publishConfig,
      exports: { ".": { types: `${entry}.d.ts`, default: `${entry}.js` } },
      access: "public",
    },
    dependencies: {
      ...base.dependencies,
      [runtime]: base.dependencies?.[runtime] ?? runtimeRange(runtime),
    },
  };
}

/** The run time that this generator was tested with: publishing puts its version in our own manifest. */
function runtimeRange(runtime: string): string {
  const own = new URL("../../../package.json", import.meta.url);
  const { devDependencies = {} } = JSON.parse(readFileSync(own, "utf8")) as {
    devDependencies?: Record<string, string>;
  };
  return devDependencies[runtime] ?? "*";
}

/** The tsconfig.json of a client that has none. */
export const tsconfigText = `{
  "compilerOptions": {
    "target": "es2022",
    "lib": ["es2024", "dom", "dom.iterable"],
    "module": "nodenext",
    "strict": true,
    "verbatimModuleSyntax": true,
    "isolatedDeclarations": true,
    "declaration": true,
    "rewriteRelativeImportExtensions": true,
    "skipLibCheck": true,
    "rootDir": "src",
    "outDir": "dist"
  },
  "include": ["src"]
}
`;
