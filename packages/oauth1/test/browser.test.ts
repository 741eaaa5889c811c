import { fileURLToPath } from "node:url";
import { startBrowser } from "@leasehold/testing/browser";
import { startLocalServer } from "@leasehold/testing/local-server";
import { build } from "vite";
import { afterAll, describe, expect, test } from "vitest";

const entry = fileURLToPath(new URL("../src/oauth1.ts", import.meta.url));
const browser = await startBrowser();

afterAll(() => browser?.close());

describe("a bundle for browsers", () => {
  test("holds Web Crypto and nothing of Node", async () => {
    const code = await bundle();
    expect(code).toContain("crypto.subtle");
    expect(code).not.toMatch(/^import |createHmac|Buffer/m);
  });

  test.skipIf(browser === undefined)("signs in Chromium (skipped without chromium)", async () => {
    const code = await bundle();
    await using server = await startLocalServer((request, response) => {
      const isScript = request.url === "/oauth1.js";
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
      response.end(isScript ? code : "<!doctype html>");
    });
    const page = await browser?.newPage();
    await page?.goto(server.origin);
    expect(await page?.evaluate(signInPage)).toContain(
      'oauth_signature="tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D"',
    );
  });
});

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    build: { write: false, minify: false, lib: { entry, formats: ["es"], fileName: "oauth1" } },
  });
  const [result] = [built].flat();
  if (result === undefined || !("output" in result)) throw new Error("Vite built nothing.");
  return result.output[0].code;
}

const signInPage = `import("/oauth1.js").then(({ sign }) => sign({
  request: { method: "GET", url: "http://photos.example.net/photos?file=vacation.jpg&size=original" },
  credentials: {
    consumerKey: "dpf43f3p2l4k3l03",
    consumerSecret: "kd94hf93k423kf44",
    token: "nnch734d00sl2jdk",
    tokenSecret: "pfkkdhi9sl3r4s00",
  },
  timestampSeconds: 1191242096,
  nonce: "kllo9940pd9333jh",
})).then(({ authorization }) => authorization)`;
