import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, test } from "vitest";
import { runCli, startCli } from "./cli.ts";

test.each(["SIGTERM", "SIGINT"] as const)(
  "serve says where it is and how to set it up, and %s stops it in order",
  async (signal) => {
    using folder = temporaryFolder();
    await using serve = startCli(["serve", "--port", "0"], { cwd: folder.path });
    const [, url = ""] = await serve.saw(/Leasehold is at (http:\/\/127\.0\.0\.1:\d+)\n/);
    const [, setup = ""] = await serve.saw(/make the administrator's account: (http:\S+)/);
    await serve.saw(new RegExp(`leasehold login --base-url ${url}`));
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect((await fetch(setup)).status).toBe(200);
    expect(existsSync(join(folder.path, "leasehold-data", "key"))).toBe(true);
    serve.process.kill(signal);
    const { status } = await serve.ended;
    expect(status).toBe(0);
    await expect(fetch(`${url}/readyz`)).rejects.toThrow("fetch failed");
  },
);

test("a second signal ends the process at once, while a request is still coming in", async () => {
  using folder = temporaryFolder();
  await using serve = startCli(["serve", "--port", "0"], { cwd: folder.path });
  const [, port = ""] = await serve.saw(/Leasehold is at http:\/\/127\.0\.0\.1:(\d+)\n/);
  const socket = connect(Number(port), "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write("POST /token HTTP/1.1\r\nHost: 127.0.0.1\r\n");
  socket.write("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\ngrant");
  // An answer to a later connection shows that the first one was taken.
  await fetch(`http://127.0.0.1:${port}/readyz`);
  // At once: the server waits for the request no longer than a second. Two of one kind could be one, and of two kinds
  // either may be seen first.
  serve.process.kill("SIGINT");
  serve.process.kill("SIGTERM");
  expect([130, 143]).toContain((await serve.ended).status);
  socket.destroy();
});

test("a signal that comes early, while the server starts, stops it in order too", async () => {
  using folder = temporaryFolder();
  await using serve = startCli(["serve", "--port", "0"], { cwd: folder.path });
  await expect
    .poll(() => existsSync(join(folder.path, "leasehold-data")), { timeout: 60_000 })
    .toBe(true);
  serve.process.kill("SIGTERM");
  expect((await serve.ended).status).toBe(0);
});

test("logs are JSON lines on standard error, apart from what is said to people", async () => {
  using folder = temporaryFolder();
  await using serve = startCli(["serve", "--port", "0", "--log-level", "debug"], {
    cwd: folder.path,
  });
  const [, url = ""] = await serve.saw(/Leasehold is at (http:\/\/127\.0\.0\.1:\d+)\n/);
  await fetch(`${url}/readyz`);
  serve.process.kill("SIGTERM");
  const { stderr, stdout } = await serve.ended;
  const lines = stderr.split("\n").filter(Boolean);
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty("level");
  expect(stdout).not.toContain('"level"');
});

test("the environment chooses what flags do not", async () => {
  using folder = temporaryFolder();
  await using serve = startCli(["serve"], {
    cwd: folder.path,
    env: {
      PORT: "0",
      LEASEHOLD_DATA: join(folder.path, "elsewhere"),
      LEASEHOLD_KEY_FILE: join(folder.path, "secret", "key"),
    },
  });
  await serve.saw(/Leasehold is at /);
  expect(existsSync(join(folder.path, "elsewhere"))).toBe(true);
  expect(existsSync(join(folder.path, "secret", "key"))).toBe(true);
});

test("what was made by init serves, and needs no set-up", async () => {
  using folder = temporaryFolder();
  await runCli(["init"], { cwd: folder.path });
  await using serve = startCli(["serve", "--port", "0", "--config", "leasehold.yaml"], {
    cwd: folder.path,
  });
  await serve.saw(/leasehold login/);
  serve.process.kill("SIGTERM");
  const { stdout, status } = await serve.ended;
  expect(stdout).not.toContain("administrator");
  expect(status).toBe(0);
});

test("a taken port is named, with what to do", async () => {
  using folder = temporaryFolder();
  const other = createServer();
  await new Promise<void>((resolve) => void other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  const port = typeof address === "object" ? `${address?.port}` : "";
  const { status, stderr } = await runCli(["serve", "--port", port], { cwd: folder.path });
  expect(stderr).toContain(
    `leasehold: 127.0.0.1:${port} is taken: stop what listens there, or choose another port by --port.\n`,
  );
  expect(status).toBe(1);
  await new Promise((resolve) => void other.close(resolve));
});

test("an address beyond loopback needs a public URL", async () => {
  using folder = temporaryFolder();
  const { status, stderr } = await runCli(["serve", "--host", "0.0.0.0", "--port", "0"], {
    cwd: folder.path,
  });
  expect(stderr).toContain("--public-url");
  expect(status).not.toBe(0);
});

test("a configuration with a key that nobody knows is refused with its path", async () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, "leasehold.yaml"), "projects: [{ id: acme, sevices: [] }]\n");
  const { status, stderr } = await runCli(["serve", "--port", "0", "--config", "leasehold.yaml"], {
    cwd: folder.path,
  });
  expect(stderr).toContain("sevices");
  expect(status).toBe(1);
});
