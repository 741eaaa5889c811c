import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { fileTokenStore, memoryTokenStore, type TokenStore } from "../src/token-store.ts";

const tokens = {
  accessToken: "access",
  expiresAtMs: 1_767_225_600_000,
  refreshToken: "refresh",
  idToken: "id",
  scopes: ["openid", "email"],
};

const stores: [string, (folder: string) => TokenStore][] = [
  ["memory", () => memoryTokenStore()],
  ["file", (folder) => fileTokenStore({ folder: join(folder, "tokens") })],
];

describe.each(stores)("the %s store", (_name, open) => {
  test("gives back what was saved, by account", async () => {
    using folder = temporaryFolder();
    const store = open(folder.path);
    await store.save("work http://127.0.0.1:8085", tokens);
    await store.save("../home", { accessToken: "other" });
    expect(await store.load("work http://127.0.0.1:8085")).toEqual(tokens);
    expect(await store.load("../home")).toEqual({ accessToken: "other" });
    expect(await store.load("nobody")).toBeUndefined();
    expect(await store.accounts()).toEqual(["../home", "work http://127.0.0.1:8085"]);
  });

  test("replaces and removes", async () => {
    using folder = temporaryFolder();
    const store = open(folder.path);
    await store.save("ada", tokens);
    await store.save("ada", { accessToken: "new" });
    expect(await store.load("ada")).toEqual({ accessToken: "new" });
    await store.remove("ada");
    await store.remove("ada");
    expect(await store.load("ada")).toBeUndefined();
    expect(await store.accounts()).toEqual([]);
  });

  test("does not share its objects with the caller", async () => {
    using folder = temporaryFolder();
    const store = open(folder.path);
    const mine = { accessToken: "mine", scopes: ["openid"] };
    await store.save("ada", mine);
    mine.scopes.push("email");
    expect((await store.load("ada"))?.scopes).toEqual(["openid"]);
  });

  test("takes parallel saves of one account and of many", async () => {
    using folder = temporaryFolder();
    const store = open(folder.path);
    const saves = Array.from({ length: 40 }, (_, index) =>
      store.save(`account-${index % 4}`, { accessToken: `token-${index}` }),
    );
    await Promise.all(saves);
    expect(await store.accounts()).toEqual(["account-0", "account-1", "account-2", "account-3"]);
    expect((await store.load("account-3"))?.accessToken).toMatch(/^token-\d+$/);
  });
});

test("the files are for their owner only, and no draft stays", async () => {
  using folder = temporaryFolder();
  const tokensFolder = join(folder.path, "tokens");
  mkdirSync(tokensFolder, { mode: 0o755 });
  await fileTokenStore({ folder: tokensFolder }).save("ada", tokens);
  expect(statSync(tokensFolder).mode & 0o777).toBe(0o700);
  expect(readdirSync(tokensFolder)).toEqual(["ada.json"]);
  expect(statSync(join(tokensFolder, "ada.json")).mode & 0o777).toBe(0o600);
});

test.each(["{", "[]", "null", '{"accessToken":7}'])(
  "a token file that holds %s is token_store_corrupt",
  async (text) => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, "ada.json"), text);
    const store = fileTokenStore({ folder: folder.path });
    await expect(store.load("ada")).rejects.toMatchObject({ code: "token_store_corrupt" });
  },
);

test("a folder that cannot be made is token_store_unwritable", async () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, "taken"), "");
  const store = fileTokenStore({ folder: join(folder.path, "taken") });
  await expect(store.save("ada", tokens)).rejects.toMatchObject({
    code: "token_store_unwritable",
  });
});

test("a save that cannot be finished leaves no draft", async () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, "ada.json"));
  const store = fileTokenStore({ folder: folder.path });
  await expect(store.save("ada", tokens)).rejects.toMatchObject({
    code: "token_store_unwritable",
  });
  expect(readdirSync(folder.path)).toEqual(["ada.json"]);
});

test("an account needs a name that fits a file name", async () => {
  const store = fileTokenStore({ folder: "/nonexistent" });
  expect(() => store.remove("")).toThrow(TypeError);
  expect(() => store.remove("a".repeat(201))).toThrow(TypeError);
  await store.remove("a".repeat(200));
});
