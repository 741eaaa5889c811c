import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** The addresses of all modules that a run of the command line loads. */
function loadedBy(args: string[]): string[] {
  const runAddress = new URL("../src/lib/run.ts", import.meta.url).href;
  const script = `
    import { registerHooks } from "node:module";
    const seen = [];
    registerHooks({ resolve(specifier, context, next) {
      const found = next(specifier, context);
      seen.push(found.url);
      return found;
    } });
    process.argv = [process.argv[0], "leasehold", ...${JSON.stringify(args)}];
    const { run } = await import(${JSON.stringify(runAddress)});
    await run();
    console.log("\\nLOADED " + JSON.stringify(seen));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], LEASEHOLD_CONFIG_DIR: "/nonexistent" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(stdout.split("\nLOADED ")[1] ?? "[]");
}

const heavy =
  /google-auth-library|packages\/(server|authority|queue|queue-sqlite|clients|client-runtime|generator)\/|cli\/src\/lib\/api\/|fastify|\/typescript\//;

test.each([[["--help"]], [["tasks", "lease", "--help"]], [["serve", "--help"]], [["whoami"]]])(
  "%j loads neither the server nor google-auth-library nor the generator",
  (args) => {
    const loaded = loadedBy(args);
    expect(loaded.some((url) => url.includes("/commander/"))).toBe(true);
    expect(loaded.filter((url) => heavy.test(url))).toEqual([]);
  },
);

test("api loads of the generator what reads documents, and no compiler", () => {
  const loaded = loadedBy(["api", "taskqueue:v1beta2", "tasks.list", "--help"]);
  expect(loaded.some((url) => url.endsWith("generator/src/method-row.ts"))).toBe(true);
  expect(loaded.filter((url) => /openapi-typescript|\/typescript\/|google-auth/.test(url))).toEqual(
    [],
  );
});

test("the first file that runs uses nothing that an old Node cannot read", () => {
  const source = readFileSync(new URL("../src/main.ts", import.meta.url), "utf8");
  expect(source).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(source).not.toMatch(/^import |=>|\?\.|\?\?|\bawait\b|`/m);
});
