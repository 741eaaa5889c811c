import type { DiscoveryDocument } from "@leasehold/discovery-document";
import { addressOf } from "@leasehold/discovery-document/address";
import { clientNames } from "./lib/client/client-names.ts";
import { clientSource } from "./lib/client/client-source.ts";
import { packageManifest, tsconfigText } from "./lib/client/package-manifest.ts";
import type { Manifest } from "./lib/client/package-manifest.ts";
import { readmeText } from "./lib/client/readme.ts";
import { schemaTypes } from "./lib/client/schema-types.ts";
import { toOpenApi } from "./openapi.ts";

/** The files of a generated client. */
export interface ClientPackage {
  /** Name of its folder, such as `taskqueue-v1beta2`. */
  folder: string;
  /** Text of each file, by its path in the folder. */
  files: Record<string, string>;
}

/** What a client is made with, beside its document. */
export interface ClientPackageOptions {
  /** Where the client goes when it is given no base URL. Default: the document's rootUrl. */
  baseUrl?: string | undefined;
  /** Reads a file of the package that is there, by its path in the folder: its package.json keeps name, version and scripts. Default: there is none. */
  readExisting?: (folder: string, path: string) => string | undefined;
}

/**
 * Makes the package of a typed client from a discovery document. The same document gives the same bytes.
 * @param document - A parsed document.
 */
export async function clientPackage(
  document: DiscoveryDocument,
  options: ClientPackageOptions = {},
): Promise<ClientPackage> {
  const { readExisting = () => undefined } = options;
  const rootUrl = options.baseUrl ?? addressOf(document).rootUrl;
  const names = clientNames(document);
  const folder = names.package;
  const existing = readExisting(folder, "package.json");
  const manifest = packageManifest(
    document,
    names,
    existing === undefined ? undefined : (JSON.parse(existing) as Manifest),
  );
  const packageName = manifest.name ?? folder;
  return {
    folder,
    files: {
      "package.json": `${JSON.stringify(manifest, null, 2)}\n`,
      "README.md": readmeText(document, names, { packageName, rootUrl }),
      "tsconfig.json": readExisting(folder, "tsconfig.json") ?? tsconfigText,
      "src/schema.gen.ts": `// Made from a discovery document. Do not edit: change the document, then generate.\n${await schemaTypes(toOpenApi(document))}`,
      [`src/${names.module}.ts`]: clientSource(document, names, rootUrl),
    },
  };
}
