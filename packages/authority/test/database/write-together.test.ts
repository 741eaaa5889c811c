import { expect, test } from "vitest";
import { openTestContext } from "../support/open-test-context.ts";

type Write = Parameters<Awaited<ReturnType<typeof openTestContext>>["context"]["writeTogether"]>[0];

const setting =
  (name: string): Write =>
  (database) =>
    database.insertInto("settings").values({ name, value: "" }).execute();

async function names(opened: Awaited<ReturnType<typeof openTestContext>>): Promise<string[]> {
  const rows = await opened.context.database
    .selectFrom("settings")
    .select("name")
    .where("name", "like", "test-%")
    .orderBy("name")
    .execute();
  return rows.map(({ name }) => name);
}

test("what is written at the same moment shares a transaction, and each write has its own result", async () => {
  await using opened = await openTestContext();
  const { writeTogether } = opened.context;
  const seen = await Promise.all(
    [1, 2, 3].map((count) =>
      writeTogether(async (database) => {
        await setting(`test-${count}`)(database);
        const rows = await database.selectFrom("settings").select("name").execute();
        return rows.filter(({ name }) => name.startsWith("test-")).length;
      }),
    ),
  );
  expect(seen).toEqual([1, 2, 3]);
  expect(await names(opened)).toEqual(["test-1", "test-2", "test-3"]);
});

test("a write that fails leaves nothing behind and harms no other one", async () => {
  await using opened = await openTestContext();
  const { writeTogether } = opened.context;
  const outcomes = await Promise.allSettled([
    writeTogether(setting("test-1")),
    writeTogether(async (database) => {
      await setting("test-half")(database);
      await setting("test-1")(database);
    }),
    writeTogether(setting("test-2")),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(await names(opened)).toEqual(["test-1", "test-2"]);
});

test("hundreds at once are all written", async () => {
  await using opened = await openTestContext();
  const all = Array.from({ length: 300 }, (_, index) => `test-${1000 + index}`);
  await Promise.all(all.map((name) => opened.context.writeTogether(setting(name))));
  expect(await names(opened)).toEqual(all);
});
