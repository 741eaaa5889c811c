import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DiscoveryDocument } from "@leasehold/discovery-document";
import { build } from "vite";
import { clientPackage } from "../src/package.ts";

/**
 * Makes the client of a document in a folder, and a bundle of it with a program that uses it.
 * @param program - Source of a module beside the client's own.
 * @returns The bundle's text, an ES module.
 */
export async function bundledClient(
  folder: string,
  document: DiscoveryDocument,
  program: string,
): Promise<string> {
  const { files } = await clientPackage(document);
  for (const [path, text] of Object.entries({ ...files, "src/program.ts": program })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const runtime = fileURLToPath(new URL("../../client-runtime/src/", import.meta.url));
  const entry = join(folder, "src/program.ts");
  const built = await build({
    configFile: false,
    logLevel: "silent",
    resolve: {
      alias: [
        { find: /^@leasehold\/client-runtime$/, replacement: `${runtime}client-runtime.ts` },
        { find: /^@leasehold\/client-runtime\/(.+)$/, replacement: `${runtime}$1.ts` },
      ],
    },
    build: { write: false, lib: { entry, formats: ["es"], fileName: "program" } },
  });
  const [result] = [built].flat();
  if (result === undefined || !("output" in result)) throw new Error("Vite built nothing.");
  return result.output[0].code;
}
