import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { apiServer } from "./api-server.ts";
import { useFilesApi } from "./files-api.ts";

const files = useFilesApi();

describe("the credential", () => {
  test("of our server goes to no other one", async () => {
    await using ours = await apiServer();
    const baseUrl = ours.url;
    const signIn = { type: "service-account", keyFile: "/nonexistent", scopes: [] };
    const home = temporaryFolder();
    writeFileSync(
      join(home.path, "config.json"),
      JSON.stringify({
        profiles: { default: { baseUrl, project: "acme", signIns: { [baseUrl]: signIn } } },
      }),
    );
    const env = { LEASEHOLD_CONFIG_DIR: home.path };
    const foreign = await files.api(["files.json", "files.get", "--file-id", "a"], { env });
    expect(foreign.status).toBe(3);
    expect(foreign.stderr).toContain(
      `${new URL(files.server.url).host} is not the server that you are signed in to`,
    );
    const replaced = ["--root-url", baseUrl.replace(/\d$/, "")];
    const similar = await files.api(["files.json", "files.get", "--file-id", "a", ...replaced], {
      env,
    });
    expect(similar.stderr).toContain("is not the server that you are signed in to");
    // At our own server the sign-in is used: its key file is asked for.
    const own = ["--root-url", baseUrl];
    const mine = await files.api(["files.json", "files.get", "--file-id", "a", ...own], { env });
    expect(mine.stderr).toContain("/nonexistent");
    expect([files.server.seen, ours.seen]).toEqual([[], []]);
    home[Symbol.dispose]();
  });

  test("of the machine goes to Google and to nobody else unless it is named", async () => {
    const keyFile = join(files.folder, "adc.json");
    const content = {
      type: "authorized_user",
      client_id: "c",
      client_secret: "s",
      refresh_token: "r",
    };
    writeFileSync(keyFile, JSON.stringify(content));
    const env = { GOOGLE_APPLICATION_CREDENTIALS: keyFile };
    const { status } = await files.api(["files.json", "files.get", "--file-id", "a"], { env });
    expect(status).toBe(3);
    const shown = async (root: string): Promise<string> => {
      const args = ["files.get", "--file-id", "a", "--root-url", root, "--dry-run"];
      const { stdout, stderr } = await files.api(["files.json", ...args], { env });
      return stdout + stderr;
    };
    expect(await shown("https://www.googleapis.com")).toContain("application-default");
    for (const root of [
      "https://googleapis.com.example.com",
      "http://www.googleapis.com",
      "https://evilgoogleapis.com",
    ]) {
      expect(await shown(root)).toContain("is not the server that you are signed in to");
    }
    expect(files.server.seen).toEqual([]);
  });

  test("is not needed where the method asks for none", async () => {
    files.answerJson({});
    const { status } = await files.api(["files.json", "files.ping"]);
    expect([status, files.server.seen[0]?.headers.authorization]).toEqual([0, undefined]);
  });

  test("may be a key, which follows no redirect", async () => {
    await using other = await apiServer();
    files.server.answer = (_seen, response) => {
      response.writeHead(302, { location: `${other.url}/there` }).end();
    };
    const { status } = await files.api(["files.json", "files.get", "--file-id", "a", "--key", "k"]);
    expect(status).toBe(1);
    expect(files.server.seen[0]?.headers["x-goog-api-key"]).toBe("k");
    expect(other.seen).toEqual([]);
  });

  test("may be a token from standard input", async () => {
    files.answerJson({});
    const args = ["files.json", "files.get", "--file-id", "a", "--token", "-"];
    expect((await files.api(args, { input: "from-stdin\n" })).status).toBe(0);
    expect(files.server.seen[0]?.headers.authorization).toBe("Bearer from-stdin");
  });
});
