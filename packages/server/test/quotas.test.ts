import { afterEach, expect, test } from "vitest";
import { type Answer, call, errorLine, queueCaller } from "./support/queue-caller.ts";
import {
  exampleYaml,
  people,
  scopes,
  startTestService,
  type TestService,
} from "./support/test-service.ts";

const tasks = "/taskqueue/v1beta2/projects/acme/taskqueues/images/tasks";

let service: TestService;
let nowMs: number;

/** A service whose project acme has these quotas, and whose clock stands still at ten to midnight, UTC. */
async function start(quotas: string): Promise<void> {
  const dayMs = 24 * 60 * 60 * 1000;
  nowMs = Math.floor(Date.now() / dayMs) * dayMs + dayMs - 600_000;
  service = await startTestService({
    yaml: exampleYaml.replace(
      "services: [taskqueue]",
      `services: [taskqueue]\n    quotas: ${quotas}`,
    ),
    now: () => nowMs,
  });
}
afterEach(() => service[Symbol.asyncDispose]());

function token(user: string = people.both, scope?: string): string {
  const expiresInMs = 48 * 60 * 60 * 1000;
  return service.token({ user, expiresInMs, ...(scope === undefined ? {} : { scope }) });
}

const list = (bearer: string, query = ""): Promise<Answer> =>
  call(`${service.url}${tasks}${query}`, { token: bearer });

test("a project that has used its day up is told so until midnight, and its administration goes on", async () => {
  await start("{ requestsPerDay: 2 }");
  const bearer = token();
  expect((await list(bearer)).status).toBe(200);
  expect((await list(bearer)).status).toBe(200);
  const refused = await list(bearer);
  expect(errorLine(refused)).toBe("403 dailyLimitExceeded usageLimits");
  expect(refused.headers.get("retry-after")).toBe("600");
  expect(refused.json.error.message).toBe(
    "Daily Limit Exceeded. The applications of the project acme may make 2 requests a day; the next day begins at midnight UTC. An administrator of the service can raise the limit under Quotas in the console.",
  );
  const administration = await call(`${service.url}/leasehold/v1/projects/acme`, {
    token: token(people.owner, scopes.admin),
  });
  expect(administration.status).toBe(200);
  nowMs += 600_000;
  expect((await list(bearer)).status).toBe(200);
});

test("the day's use survives a restart", async () => {
  await start("{ requestsPerDay: 2 }");
  const bearer = token();
  await list(bearer);
  await list(bearer);
  const { dataFolder } = service;
  await service.close();
  await using again = await startTestService({ dataFolder, now: () => nowMs, yaml: "users: []" });
  const refused = await call(`${again.url}${tasks}`, { token: bearer });
  expect(errorLine(refused)).toBe("403 dailyLimitExceeded usageLimits");
});

test("a user who calls too fast is told to wait a second, and nobody else is", async () => {
  await start("{ requestsPerUserPerSecond: 2 }");
  const [both, owner] = [token(), token(people.owner)];
  expect((await list(both)).status).toBe(200);
  expect((await list(both)).status).toBe(200);
  const refused = await list(both);
  expect(errorLine(refused)).toBe("403 userRateLimitExceeded usageLimits");
  expect(refused.headers.get("retry-after")).toBe("1");
  expect((await list(owner)).status).toBe(200);
  nowMs += 500;
  expect((await list(both)).status).toBe(200);
});

test("a server that calls for many people names them by quotaUser, or by userIp", async () => {
  await start("{ requestsPerUserPerSecond: 1 }");
  const bearer = token();
  const statuses: number[] = [];
  for (const query of [
    "?quotaUser=ada",
    "?quotaUser=bob",
    "?quotaUser=ada",
    "?userIp=192.0.2.1",
    "?userIp=192.0.2.1",
    // quotaUser counts more than userIp.
    "?userIp=192.0.2.1&quotaUser=eve",
    "",
    "",
  ]) {
    statuses.push((await list(bearer, query)).status);
  }
  expect(statuses).toEqual([200, 200, 403, 200, 403, 200, 200, 403]);
  const form = await call(`${service.url}${tasks}/lease`, {
    method: "POST",
    token: bearer,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "numTasks=1&leaseSecs=60&quotaUser=fay",
  });
  expect(form.status).toBe(200);
});

test("a batch of n calls counts n", async () => {
  await start("{ requestsPerDay: 3 }");
  const part = `--b\r\nContent-Type: application/http\r\n\r\nGET ${tasks} HTTP/1.1\r\n\r\n\r\n`;
  const answer = await call(`${service.url}/batch/taskqueue/v1beta2`, {
    method: "POST",
    token: token(),
    headers: { "content-type": "multipart/mixed; boundary=b" },
    body: `${part.repeat(4)}--b--`,
  });
  const statuses = [...answer.text.matchAll(/^HTTP\/1.1 (\d+)/gm)].map((match) => Number(match[1]));
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 200, 200, 403]);
});

test("a call that the service, the scope or the token stops takes nothing from the quota", async () => {
  await start("{ requestsPerDay: 1 }");
  expect((await list("no-token")).status).toBe(401);
  const consumer = queueCaller({ url: service.url, token: token(people.both, scopes.consumer) });
  expect(errorLine(await consumer.insert({ payloadBase64: "" }))).toContain(
    "insufficientPermissions",
  );
  expect((await list(token())).status).toBe(200);
  expect(errorLine(await list(token()))).toBe("403 dailyLimitExceeded usageLimits");
});
