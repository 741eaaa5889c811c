import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { methodsOf, parseDiscoveryDocument } from "@leasehold/discovery-document";
import { expect, test } from "vitest";
import { findMethod, kebabOf } from "../src/lib/api/api-method.ts";
import { describeDocument, describeMethod } from "../src/lib/api/describe-method.ts";
import { parameterOf } from "../src/lib/api/read-arguments.ts";

const corpus = fileURLToPath(new URL("../../../../shared/corpus", import.meta.url));
const layout = { columns: 80, rootUrl: "https://example.com", taken: new Set(["key", "limit"]) };

// In CI as elsewhere the public documents are not part of the tree.
test.skipIf(!existsSync(corpus))(
  "every parameter of every public document can be named, exactly and in kebab case",
  () => {
    const lost: string[] = [];
    let count = 0;
    for (const source of readdirSync(corpus).filter((name) => name.endsWith(".json"))) {
      const text = readFileSync(`${corpus}/${source}`, "utf8");
      const document = parseDiscoveryDocument(JSON.parse(text));
      expect(describeDocument({ document, source }, layout)).toContain(document.id);
      for (const { id } of methodsOf(document)) {
        const api = findMethod({ document, source }, id);
        expect(describeMethod(api, layout)).toContain(`leasehold api ${source}`);
        for (const name of Object.keys(api.parameters)) {
          count += 1;
          if (parameterOf(api, name)?.name !== name) lost.push(`${id} ${name}`);
          if (parameterOf(api, kebabOf(name))?.name !== name) lost.push(`${id} ${kebabOf(name)}`);
        }
      }
    }
    expect(lost).toEqual([]);
    expect(count).toBeGreaterThan(1000);
  },
);
