import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { expect, test } from "vitest";

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  exports: Record<string, string>;
};

/** The names of the npm packages and Node modules that importing an entry loads, in a process of its own. */
function loadedBy(entry: string): { packages: string[]; builtins: string[] } {
  const address = new URL(`../${entry}`, import.meta.url).href;
  const script = `
    import { registerHooks } from "node:module";
    const seen = [];
    registerHooks({ resolve(specifier, context, next) {
      const found = next(specifier, context);
      seen.push(found.url);
      return found;
    } });
    await import(${JSON.stringify(address)});
    console.log(JSON.stringify(seen));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const urls: string[] = JSON.parse(output);
  return {
    packages: urls.filter((url) => url.includes("node_modules")),
    builtins: urls.filter((url) => url.startsWith("node:")),
  };
}

test.each(Object.entries(manifest.exports))(
  "importing %s loads nothing from npm",
  (_name, file) => {
    expect(loadedBy(file).packages).toEqual([]);
  },
);

test("the core and the API key need nothing of Node", () => {
  expect(loadedBy("src/auth.ts").builtins).toEqual([]);
  expect(loadedBy("src/api-key.ts").builtins).toEqual([]);
});

test.each(["oauth1", "hybrid", "migrate-oauth1", "refused-signature"])(
  "%s in a bundle for browsers has Web Crypto and nothing of Node",
  async (name) => {
    const code = await bundle(`../src/${name}.ts`);
    expect(code).not.toMatch(/^import |createHmac|\bBuffer|"node:/m);
    expect(code.includes("crypto.subtle")).toBe(name !== "refused-signature");
  },
);

async function bundle(file: string): Promise<string> {
  const entry = fileURLToPath(new URL(file, import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: "silent",
    build: { write: false, minify: false, lib: { entry, formats: ["es"], fileName: "auth" } },
  });
  const [result] = [built].flat();
  if (result === undefined || !("output" in result)) throw new Error("Vite built nothing.");
  return result.output.map((chunk) => ("code" in chunk ? chunk.code : "")).join("\n");
}
