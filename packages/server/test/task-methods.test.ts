import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { errorLine, queueCaller } from "./support/queue-caller.ts";
import { people, startTestService, type TestService } from "./support/test-service.ts";

const payloadBase64 = "aGVsbG8=";

let service: TestService;
let images: ReturnType<typeof queueCaller>;
let nowMs = Date.now();

beforeAll(async () => {
  service = await startTestService({ now: () => nowMs });
  images = queueCaller({ url: service.url, token: service.token() });
});
afterAll(() => service[Symbol.asyncDispose]());
beforeEach(async () => {
  const listed = await images.list("?maxResults=1000");
  for (const { id } of listed.json.items ?? []) await images.delete(id);
});

describe("insert", () => {
  test("answers the task as it is kept, with a generated id", async () => {
    const answer = await images.insert({ payloadBase64, tag: "a" });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      kind: "taskqueues#task",
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      queueName: "projects/acme/taskqueues/images",
      payloadBase64,
      enqueueTimestamp: expect.stringMatching(/^\d{16}$/),
      leaseTimestamp: "0",
      retry_count: 0,
      tag: "a",
    });
  });

  test.each([
    ["asdf123", "asdf120="],
    ["-_-_", "-_-_"],
    ["+/+/", "-_-_"],
    ["aGVsbG8", "aGVsbG8="],
    ["", ""],
  ])("takes the payload %j and keeps %j", async (sent, kept) => {
    const answer = await images.insert({ payloadBase64: sent });
    expect(answer.json.payloadBase64).toBe(kept);
  });

  test.each(["a", "ab=", "a===", "ab=c", "a b=", "aGVsbG8=\n", "é", "+_+_"])(
    "refuses the payload %j",
    async (sent) => {
      const answer = await images.insert({ payloadBase64: sent });
      expect(errorLine(answer)).toBe("400 invalid global");
      expect(answer.json.error.message).toContain("payloadBase64");
    },
  );

  test("refuses a payload of more than 1 MiB and takes one of 1 MiB", async () => {
    const most = Buffer.alloc(1024 * 1024).toString("base64");
    expect((await images.insert({ payloadBase64: most })).status).toBe(200);
    const more = Buffer.alloc(1024 * 1024 + 1).toString("base64");
    expect(errorLine(await images.insert({ payloadBase64: more }))).toBe("400 invalid global");
  });

  test("says which field is missing", async () => {
    const answer = await images.insert({ tag: "a" });
    expect(errorLine(answer)).toBe("400 required global");
    expect(answer.json.error.message).toBe(
      "Required field: payloadBase64. The body of taskqueue.tasks.insert must have it.",
    );
  });

  test("ignores fields that it does not know, and those that the service sets", async () => {
    const answer = await images.insert({
      payloadBase64,
      retry_count: "many",
      kind: 5,
      enqueueTimestamp: {},
      colour: "red",
    });
    expect(answer.status).toBe(200);
    expect(answer.json.retry_count).toBe(0);
  });

  test.each([
    [{ payloadBase64: 5 }, "payloadBase64: it must be a string"],
    [{ payloadBase64, tag: ["a"] }, "tag: it must be a string"],
    [{ payloadBase64, leaseTimestamp: "soon" }, "leaseTimestamp: it must be an integer"],
    [{ payloadBase64, leaseTimestamp: 1.5 }, "leaseTimestamp: it must be an integer"],
    [{ payloadBase64, id: "a b" }, "id: it must be 1 to 500 letters"],
    [{ payloadBase64, id: "" }, "id: it must be 1 to 500 letters"],
    [{ payloadBase64, id: "x".repeat(501) }, "id: it must be 1 to 500 letters"],
    [{ payloadBase64, tag: "x".repeat(501) }, "at most 500 characters"],
    [{ payloadBase64, queueName: "other" }, "queueName: it must be the queue of the path, images"],
    [[1], "the body: it must be an object"],
  ])("refuses %j", async (body, words) => {
    const answer = await images.insert(body);
    expect(errorLine(answer)).toBe("400 invalid global");
    expect(answer.json.error.message).toContain(words);
  });

  test("takes a tag of 500 characters outside the basic plane", async () => {
    const tag = "🦉".repeat(500);
    expect((await images.insert({ payloadBase64, tag })).json.tag).toBe(tag);
  });

  test.each(["images", "projects/acme/taskqueues/images", "projects/s~acme/taskqueues/images"])(
    "takes the queueName %s",
    async (queueName) => {
      expect((await images.insert({ payloadBase64, queueName })).status).toBe(200);
    },
  );

  test("takes an id in its long form and answers the short one", async () => {
    const id = `long-${nowMs}`;
    const answer = await images.insert({
      payloadBase64,
      id: `projects/s~acme/taskqueues/images/tasks/${id}`,
    });
    expect(answer.json.id).toBe(id);
  });

  test("refuses a name in use and a name deleted less than 7 days ago", async () => {
    const id = `once-${nowMs}`;
    expect((await images.insert({ payloadBase64, id })).status).toBe(200);
    expect(errorLine(await images.insert({ payloadBase64, id }))).toBe("409 duplicate global");
    expect((await images.delete(id)).status).toBe(200);
    expect(errorLine(await images.insert({ payloadBase64, id }))).toBe("409 duplicate global");
  });

  test("takes an ETA up to 30 days ahead as a string or a number, and one that is past", async () => {
    const ahead = nowMs * 1000 + 30 * 24 * 3600 * 1_000_000;
    const inserted = await images.insert({ payloadBase64, leaseTimestamp: String(ahead) });
    expect(inserted.json.leaseTimestamp).toBe(String(ahead));
    expect((await images.insert({ payloadBase64, leaseTimestamp: ahead })).status).toBe(200);
    expect((await images.insert({ payloadBase64, leaseTimestamp: "1" })).status).toBe(200);
    const later = await images.insert({ payloadBase64, leaseTimestamp: String(ahead + 1) });
    expect(errorLine(later)).toBe("400 invalid global");
    expect(later.json.error.message).toContain("at most 30 days ahead");
  });
});

describe("lease", () => {
  test("answers tasks with their payload, the lease's end and a count of leases", async () => {
    const { json: task } = await images.insert({ payloadBase64, tag: "a" });
    const answer = await images.lease("numTasks=10&leaseSecs=60");
    expect(answer.json).toEqual({
      kind: "taskqueue#tasks",
      items: [{ ...task, retry_count: 1, leaseTimestamp: expect.stringMatching(/^\d{16}$/) }],
    });
    expect(Number(answer.json.items[0].leaseTimestamp)).toBeGreaterThanOrEqual(
      (nowMs + 60_000) * 1000,
    );
  });

  test("leaves items out when there is nothing to lease", async () => {
    expect((await images.lease("numTasks=1&leaseSecs=60")).json).toEqual({
      kind: "taskqueue#tasks",
    });
  });

  test.each([
    ["leaseSecs=1", "400 required global", "numTasks"],
    ["numTasks=1", "400 required global", "leaseSecs"],
    ["numTasks=0&leaseSecs=1", "400 invalidParameter global", "numTasks"],
    ["numTasks=1001&leaseSecs=1", "400 invalidParameter global", "numTasks"],
    ["numTasks=one&leaseSecs=1", "400 invalidParameter global", "numTasks"],
    ["numTasks=1.0&leaseSecs=1", "400 invalidParameter global", "numTasks"],
    ["numTasks=&leaseSecs=1", "400 invalidParameter global", "numTasks"],
    ["numTasks=1&numTasks=1&leaseSecs=1", "400 invalidParameter global", "numTasks"],
    ["numTasks=1&leaseSecs=-1", "400 invalidParameter global", "leaseSecs"],
    ["numTasks=1&leaseSecs=604801", "400 invalidParameter global", "leaseSecs"],
    ["numTasks=1&leaseSecs=1&waitSecs=61", "400 invalidParameter global", "waitSecs"],
    ["numTasks=1&leaseSecs=1&groupByTag=1", "400 invalidParameter global", "groupByTag"],
    ["numTasks=1&leaseSecs=1&tag=a", "400 invalidParameter global", "tag"],
    ["numTasks=1&leaseSecs=1&groupByTag=false&tag=a", "400 invalidParameter global", "tag"],
    ["numTasks=1&leaseSecs=1&colour=red", "400 invalidParameter global", "colour"],
    ["numTasks=1&leaseSecs=1&project=acme", "400 invalidParameter global", "project"],
    ["numTasks=1&leaseSecs=1&callback=f", "400 invalidParameter global", "callback"],
    ["numTasks=1&leaseSecs=1&alt=xml", "400 invalidParameter global", "alt"],
    [
      `numTasks=1&leaseSecs=1&quotaUser=${"x".repeat(41)}`,
      "400 invalidParameter global",
      "quotaUser",
    ],
  ])("refuses %s with %s at %s", async (query, line, location) => {
    const answer = await images.lease(query);
    expect(errorLine(answer)).toBe(line);
    expect(answer.json.error.errors[0]).toMatchObject({ locationType: "parameter", location });
  });

  test("names the range of a parameter in the message", async () => {
    const answer = await images.lease("numTasks=1001&leaseSecs=1");
    expect(answer.json.error.message).toBe(
      'Invalid value "1001" for numTasks: it must be an integer from 1 to 1000.',
    );
  });

  test.each(["true", "True"])(
    "groups by the tag of the oldest task with groupByTag=%s",
    async (yes) => {
      for (const tag of ["a", "b", "a"]) await images.insert({ payloadBase64, tag });
      const answer = await images.lease(`numTasks=10&leaseSecs=60&groupByTag=${yes}`);
      expect(answer.json.items.map((task: { tag: string }) => task.tag)).toEqual(["a", "a"]);
    },
  );

  test("leases by a given tag, and by none with an empty one", async () => {
    await images.insert({ payloadBase64, tag: "a" });
    await images.insert({ payloadBase64, tag: "b" });
    await images.insert({ payloadBase64 });
    const b = await images.lease("numTasks=10&leaseSecs=60&groupByTag=true&tag=b");
    expect(b.json.items.map((task: { tag: string }) => task.tag)).toEqual(["b"]);
    const untagged = await images.lease("numTasks=10&leaseSecs=60&groupByTag=true&tag=");
    expect(untagged.json.items).toHaveLength(1);
    expect(untagged.json.items[0]).not.toHaveProperty("tag");
  });

  test("waits for a task that comes while it waits", async () => {
    const leased = images.lease("numTasks=1&leaseSecs=60&waitSecs=30");
    const inserted = await images.insert({ payloadBase64 });
    expect((await leased).json.items[0].id).toBe(inserted.json.id);
  });

  test("does not show a leased task again before its lease ends, and then does", async () => {
    await images.insert({ payloadBase64 });
    expect((await images.lease("numTasks=1&leaseSecs=60")).json.items).toHaveLength(1);
    expect((await images.lease("numTasks=1&leaseSecs=60")).json).not.toHaveProperty("items");
    nowMs += 61_000;
    const again = await images.lease("numTasks=1&leaseSecs=60");
    expect(again.json.items[0].retry_count).toBe(2);
  });
});

describe("get and list", () => {
  test("get answers the task with its payload; list without", async () => {
    const { json: task } = await images.insert({ payloadBase64, tag: "a" });
    expect((await images.get(task.id)).json).toEqual(task);
    const { payloadBase64: _, ...summary } = task;
    expect((await images.list()).json).toEqual({ kind: "taskqueues#tasks", items: [summary] });
  });

  test("list goes on where the page before ended", async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count++)
      ids.push((await images.insert({ payloadBase64 })).json.id);
    const first = await images.list("?maxResults=3");
    expect(first.json.items).toHaveLength(3);
    const second = await images.list(
      `?maxResults=3&pageToken=${encodeURIComponent(first.json.nextPageToken)}`,
    );
    expect(second.json).not.toHaveProperty("nextPageToken");
    const listed = [...first.json.items, ...second.json.items].map(
      (task: { id: string }) => task.id,
    );
    expect(listed.toSorted()).toEqual(ids.toSorted());
  });

  test("list refuses a page token that it did not make", async () => {
    const answer = await images.list("?pageToken=nonsense");
    expect(errorLine(answer)).toBe("400 invalidParameter global");
    expect(answer.json.error.errors[0].location).toBe("pageToken");
  });

  test("what Google's library for Python takes for any method is let pass; other unknown parameters are named", async () => {
    const passed = await images.list("?trace=token:x&pp=1&userip=192.0.2.1&strict=true");
    expect(passed.status).toBe(200);
    const refused = await images.list("?maxresults=1");
    expect(errorLine(refused)).toBe("400 invalidParameter global");
    expect(refused.json.error.errors[0].location).toBe("maxresults");
  });

  test("get of an unknown task is 404", async () => {
    expect(errorLine(await images.get("nothing"))).toBe("404 notFound global");
  });

  test("get refuses a task name that cannot be", async () => {
    const answer = await images.get("a%20b");
    expect(errorLine(answer)).toBe("400 invalidParameter global");
    expect(answer.json.error.errors[0].location).toBe("task");
  });
});

describe("update and patch", () => {
  async function leasedTask(): Promise<{ id: string; leaseTimestamp: string }> {
    await images.insert({ payloadBase64 });
    return (await images.lease("numTasks=1&leaseSecs=60")).json.items[0];
  }

  test("update sets the lease's end to now and the new seconds", async () => {
    const { id, leaseTimestamp } = await leasedTask();
    const answer = await images.update(id, "newLeaseSeconds=300", { id, leaseTimestamp });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ id, retry_count: 1, payloadBase64 });
    expect(Number(answer.json.leaseTimestamp)).toBeGreaterThanOrEqual((nowMs + 300_000) * 1000);
  });

  test("the id in an update's body wins over the path's", async () => {
    const { id, leaseTimestamp } = await leasedTask();
    const answer = await images.update("another", "newLeaseSeconds=9", { id, leaseTimestamp });
    expect(answer.json.id).toBe(id);
  });

  test("update needs the id and the leaseTimestamp", async () => {
    const { id, leaseTimestamp } = await leasedTask();
    const noId = await images.update(id, "newLeaseSeconds=9", { leaseTimestamp });
    expect(noId.json.error.message).toContain("Required field: id.");
    const noTime = await images.update(id, "newLeaseSeconds=9", { id });
    expect(noTime.json.error.message).toContain("Required field: leaseTimestamp.");
    const neither = await images.update(id, "", { id, leaseTimestamp });
    expect(errorLine(neither)).toBe("400 required global");
    expect(neither.json.error.errors[0].location).toBe("newLeaseSeconds");
  });

  test("update with another leaseTimestamp, or after the lease ended, says that it has expired", async () => {
    const { id, leaseTimestamp } = await leasedTask();
    const other = await images.update(id, "newLeaseSeconds=9", { id, leaseTimestamp: "5" });
    expect(errorLine(other)).toBe("400 invalid global");
    expect(other.json.error.message).toBe("The task lease has expired.");
    nowMs += 61_000;
    const late = await images.update(id, "newLeaseSeconds=9", { id, leaseTimestamp });
    expect(late.json.error.message).toBe("The task lease has expired.");
  });

  test("newLeaseSeconds=0 gives the task back", async () => {
    const { id, leaseTimestamp } = await leasedTask();
    await images.update(id, "newLeaseSeconds=0", { id, leaseTimestamp });
    const again = await images.lease("numTasks=1&leaseSecs=60");
    expect(again.json.items[0]).toMatchObject({ id, retry_count: 2 });
  });

  test("patch needs queueName, checks leaseTimestamp only when given, and may change the tag", async () => {
    const { id } = await leasedTask();
    const bare = await images.patch(id, "newLeaseSeconds=9", {});
    expect(bare.json.error.message).toContain("Required field: queueName.");
    const tagged = await images.patch(id, "newLeaseSeconds=9", { queueName: "images", tag: "new" });
    expect(tagged.json).toMatchObject({ id, tag: "new", payloadBase64 });
    const wrong = await images.patch(id, "newLeaseSeconds=9", {
      queueName: "images",
      leaseTimestamp: "5",
    });
    expect(wrong.json.error.message).toBe("The task lease has expired.");
  });

  test("both answer 404 for an unknown task", async () => {
    const body = { id: "nothing", leaseTimestamp: "5", queueName: "images" };
    expect(errorLine(await images.update("nothing", "newLeaseSeconds=9", body))).toBe(
      "404 notFound global",
    );
    expect(
      errorLine(await images.patch("nothing", "newLeaseSeconds=9", { queueName: "images" })),
    ).toBe("404 notFound global");
  });
});

describe("delete", () => {
  test("answers 200 with an empty body, and 404 the second time", async () => {
    const { json: task } = await images.insert({ payloadBase64 });
    const answer = await images.delete(task.id);
    expect(answer.status).toBe(200);
    expect(answer.text).toBe("");
    expect(answer.headers.get("content-length")).toBe("0");
    expect(errorLine(await images.delete(task.id))).toBe("404 notFound global");
  });

  test("needs no lease and works after it ended", async () => {
    await images.insert({ payloadBase64 });
    const { json } = await images.lease("numTasks=1&leaseSecs=1");
    nowMs += 2000;
    expect((await images.delete(json.items[0].id)).status).toBe(200);
  });
});

describe("the queue", () => {
  test("answers its long name as the caller wrote it, and statistics only when asked", async () => {
    const prefixed = queueCaller({
      url: service.url,
      token: service.token(),
      queue: "s~acme/taskqueues/images",
    });
    await images.insert({ payloadBase64 });
    expect((await prefixed.queue()).json).toEqual({
      kind: "taskqueues#taskqueue",
      id: "projects/s~acme/taskqueues/images",
      maxLeases: 0,
    });
    expect((await images.queue("?getStats=true")).json.stats).toEqual({
      totalTasks: 1,
      oldestTask: expect.stringMatching(/^\d{10}$/),
      leasedLastMinute: expect.stringMatching(/^\d+$/),
      leasedLastHour: expect.stringMatching(/^\d+$/),
    });
  });

  test.each([people.owner, people.queueAdmin])("shows its acl to %s", async (user) => {
    const admin = queueCaller({ url: service.url, token: service.token({ user }) });
    expect((await admin.queue()).json.acl).toEqual({
      adminEmails: [people.queueAdmin],
      consumerEmails: expect.arrayContaining([people.both, people.consumer]),
      producerEmails: expect.arrayContaining([people.both, people.producer]),
    });
  });

  test("of push mode refuses every method", async () => {
    const mail = queueCaller({
      url: service.url,
      token: service.token({ user: people.owner }),
      queue: "acme/taskqueues/mail",
    });
    const answers = [
      await mail.queue(),
      await mail.list(),
      await mail.insert({ payloadBase64 }),
      await mail.lease("numTasks=1&leaseSecs=1"),
      await mail.get("a"),
      await mail.delete("a"),
      await mail.patch("a", "newLeaseSeconds=1", { queueName: "mail" }),
    ];
    for (const answer of answers) {
      expect(errorLine(answer)).toBe("400 invalid global");
      expect(answer.json.error.message).toBe("The REST API is only applicable to pull queues.");
    }
  });

  test("that is unknown is 404 to members of its project and 403 to others", async () => {
    const queue = "acme/taskqueues/nothing";
    const member = queueCaller({
      url: service.url,
      token: service.token({ user: people.viewer }),
      queue,
    });
    expect(errorLine(await member.list())).toBe("404 notFound global");
    const owner = queueCaller({
      url: service.url,
      token: service.token({ user: people.owner }),
      queue,
    });
    expect(errorLine(await owner.list())).toBe("404 notFound global");
    expect(errorLine(await owner.insert({ payloadBase64 }))).toBe("404 notFound global");
    expect(errorLine(await owner.lease("numTasks=1&leaseSecs=1"))).toBe("404 notFound global");
    const outsider = queueCaller({ url: service.url, token: service.token(), queue });
    expect(errorLine(await outsider.list())).toBe("403 forbidden global");
  });
});
