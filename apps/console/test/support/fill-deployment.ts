import { sign } from "node:crypto";
import { createTaskqueue, type TaskqueueClient } from "@leasehold/taskqueue-v1beta2";
import type { Administrator } from "./administrator.ts";

// The smallest image that is one: a red pixel.
const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==";

/** Puts into the project acme what panes have to show: accounts, tasks in each state, calls of several kinds. */
export async function fillDeployment({ leasehold }: Administrator, service: string): Promise<void> {
  const project = "acme";
  const account = "resizer@acme.leasehold.internal";
  await leasehold.serviceAccounts.create(
    { project },
    { body: { accountId: "resizer", name: "Resizer" } },
  );
  const { privateKeyFile = "" } = await leasehold.serviceAccounts.keys.create({ project, account });
  await leasehold.queues.patch(
    { project, queue: "images" },
    { body: { acl: { consumerEmails: [account], producerEmails: [account] } } },
  );
  const taskqueue = await workerOf(service, JSON.parse(privateKeyFile));
  const queue = { project, taskqueue: "images" };
  const later = String((Date.now() + 3_600_000) * 1000);
  const insert = (body: object): Promise<unknown> =>
    taskqueue.tasks.insert(queue, { body: { payloadBase64: btoa("hello"), ...body } });
  await insert({ id: "picture", payloadBase64: pixel, tag: "png" });
  await insert({
    id: "order",
    payloadBase64: btoa(JSON.stringify({ order: 7, items: ["a", "b"] })),
  });
  await insert({ id: "tomorrow", leaseTimestamp: later, tag: "slow" });
  for (let count = 0; count < 40; count += 1)
    await insert({ tag: count % 3 === 0 ? "resize" : "rotate" });
  await taskqueue.tasks.lease({ ...queue, numTasks: 5, leaseSecs: 600 });
  await taskqueue.tasks.get({ ...queue, task: "no-such-task" }).catch(() => undefined);
}

interface PrivateKeyFile {
  client_email: string;
  private_key_id: string;
  private_key: string;
}

/** The Task Queue API as a service account: it signs a token for itself (RFC 7523). */
async function workerOf(service: string, file: PrivateKeyFile): Promise<TaskqueueClient> {
  const issuedAt = Math.floor(Date.now() / 1000);
  const signed = [
    { alg: "RS256", typ: "JWT", kid: file.private_key_id },
    {
      iss: file.client_email,
      aud: `${service}/token`,
      scope: "https://www.googleapis.com/auth/taskqueue",
      iat: issuedAt,
      exp: issuedAt + 600,
    },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = sign("RSA-SHA256", Buffer.from(signed), file.private_key);
  const answer = await fetch(`${service}/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: `${signed}.${signature.toString("base64url")}`,
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return createTaskqueue({
    baseUrl: service,
    authorize: (request) => {
      request.headers.set("authorization", `Bearer ${token}`);
      return request;
    },
  });
}
