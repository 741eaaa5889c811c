import { generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@leasehold/testing/free-port";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { type Running, startCli, startProgram } from "./cli.ts";
import type { Example, Guide } from "./guide.ts";

/** A server as the guide sets it up, and a folder with the guide's files. */
export interface GuideService extends AsyncDisposable {
  url: string;
  folder: string;
  /** The guide's ports as they are here. */
  callbackOrigin: string;
  pageOrigin: string;
  /** What the page of a browser application holds. */
  servePage: (script: string) => void;
  /** Starts an example's block as the guide has it, but for addresses. */
  start: (example: Example, env?: Record<string, string>) => Running;
  /** Where a program's browser was sent. */
  openedAddress: () => string | undefined;
}

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const home = fileURLToPath(new URL("../", import.meta.url));

export async function startGuideService(guide: Guide): Promise<GuideService> {
  await using cleanup = new AsyncDisposableStack();
  const folder = cleanup.use(temporaryFolder()).path;
  const page = await listen(createServer());
  cleanup.defer(() => void page.server.close());
  // The guide's web server listens itself.
  const port = await freePort();
  const callbackOrigin = `http://127.0.0.1:${port}`;
  const here = (text: string): string =>
    text.replaceAll("9004", String(port)).replaceAll("http://127.0.0.1:9005", page.origin);
  writeFileSync(join(folder, "leasehold.yaml"), here(guide.setUp.yaml));
  playCi(folder);
  await endWell(startShell(folder, here(guide.setUp.files)));
  const args = ["serve", "--port", "0", "--config", "leasehold.yaml", "--data", "data"];
  const serve = cleanup.use(startCli(args, { cwd: folder }));
  const [, url = ""] = await serve.saw(/Leasehold is at (http:\/\/\S+)/);
  const atService = (text: string): string => here(text).replaceAll("http://127.0.0.1:8085", url);
  for (const name of ["worker.json", "web.json", "desktop.json", "ci.json"]) {
    writeFileSync(join(folder, name), atService(readFileSync(join(folder, name), "utf8")));
  }
  writePrograms(folder);
  // Beside the packages that the TypeScript imports.
  const modules = mkdtempSync(join(home, ".guide-"));
  cleanup.defer(() => rmSync(modules, { recursive: true }));
  const owned = cleanup.move();
  return {
    url,
    folder,
    callbackOrigin,
    pageOrigin: page.origin,
    servePage(script) {
      const html = `<!doctype html><body><script type="module">${atService(script)}</script>`;
      page.server.removeAllListeners("request").on("request", (_request, response) => {
        response.setHeader("content-type", "text/html; charset=utf-8").end(html);
      });
    },
    start({ section, way, block }, more = {}) {
      rmSync(join(folder, "opened"), { force: true });
      const text = atService(block?.text ?? "");
      const name = `${section}-${way}`.replaceAll(" ", "-");
      const options = { cwd: folder, env: { ...environment(folder, name, url), ...more } };
      if (way === "Python") return startProgram(["/usr/bin/python3", "-c", text], options);
      if (way !== "TypeScript") {
        return startShell(folder, `${atService(guide.setUp.names)}\n${text}`, options.env);
      }
      const file = join(modules, `${name}.ts`);
      writeFileSync(file, text);
      return startProgram([process.execPath, file], options);
    },
    openedAddress() {
      try {
        return readFileSync(join(folder, "opened"), "utf8");
      } catch {
        return undefined;
      }
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function environment(folder: string, name: string, url: string): Record<string, string> {
  return {
    PATH: `${join(folder, "bin")}:${process.env["PATH"]}`,
    HOME: join(folder, "homes", name),
    LEASEHOLD_URL: url,
    BROWSER: join(folder, "bin", "browser"),
    PYTHONUNBUFFERED: "1",
    OAUTHLIB_INSECURE_TRANSPORT: "1",
    GOOGLE_APPLICATION_CREDENTIALS: "ci.json",
  };
}

function startShell(folder: string, text: string, env: Record<string, string> = {}): Running {
  return startProgram(["bash", "-euo", "pipefail", "-c", text], { cwd: folder, env });
}

/** @throws Error with all that it printed when it does not end with 0. */
export async function endWell(running: Running): Promise<string> {
  const { status, stdout, stderr } = await running.ended;
  if (status === 0) return stdout;
  throw new Error(`Ended with ${status}.\n${stdout}\n${stderr}`);
}

/** `leasehold`, and a browser that notes where it was sent. */
function writePrograms(folder: string): void {
  const bin = join(folder, "bin");
  const opened = join(folder, "opened");
  const programs = {
    leasehold: `exec "${process.execPath}" "${main}" "$@"`,
    browser: `printf %s "$1" > "${opened}.draft"; mv "${opened}.draft" "${opened}"`,
  };
  mkdirSync(bin);
  for (const [name, line] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  }
}

/** Plays the CI service: its public keys for the server, and a token for the build. */
function playCi(folder: string): void {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = { ...publicKey.export({ format: "jwk" }), kid: "ci-1", alg: "ES256" };
  writeFileSync(join(folder, "ci.jwks.json"), JSON.stringify({ keys: [key] }));
  const now = Math.floor(Date.now() / 1000);
  const parts = [
    { alg: "ES256", kid: "ci-1" },
    {
      iss: "https://ci.example.com",
      aud: "//leasehold/acme/ci",
      sub: "repo:acme/images",
      iat: now,
      exp: now + 3600,
    },
  ];
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
  const signed = Buffer.from(text.join("."));
  const signature = sign("sha256", signed, { key: privateKey, dsaEncoding: "ieee-p1363" });
  writeFileSync(
    join(folder, "ci-token"),
    `${signed.toString()}.${signature.toString("base64url")}`,
  );
}

async function listen(server: Server): Promise<{ server: Server; origin: string }> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port was given.");
  return { server, origin: `http://127.0.0.1:${address.port}` };
}
