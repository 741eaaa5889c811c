import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, expectTypeOf, test } from "vitest";
import { createLeasehold } from "../src/leasehold.gen.ts";
import type { LeaseholdClient, Project, Queue } from "../src/leasehold.gen.ts";

test("the client puts each call where the document says", async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      seen.push(`${request.method} ${request.url} ${body}`.trimEnd());
      response.end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const client = createLeasehold({ baseUrl: `http://127.0.0.1:${port}` });
  const queue = { project: "acme", queue: "images" };
  await client.projects.list();
  await client.queues.list({ project: "acme", maxResults: 5 });
  await client.queues.update(queue, {
    body: { maxLeases: 7, acl: { adminEmails: ["ada@example.com"] } },
  });
  await client.queues.pause(queue);
  await client.queues.delete(queue);
  await client.queues.apply({ project: "acme" }, { body: { queueYaml: "queue: []" } });
  await client.configuration.apply({}, { body: { yaml: "users: []", files: { "a.pem": "x" } } });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(seen).toEqual([
    "GET /leasehold/v1/projects",
    "GET /leasehold/v1/projects/acme/queues?maxResults=5",
    'PUT /leasehold/v1/projects/acme/queues/images {"maxLeases":7,"acl":{"adminEmails":["ada@example.com"]}}',
    "POST /leasehold/v1/projects/acme/queues/images/pause",
    "DELETE /leasehold/v1/projects/acme/queues/images",
    'POST /leasehold/v1/projects/acme/queues:apply {"queueYaml":"queue: []"}',
    'POST /leasehold/v1/configuration:apply {"yaml":"users: []","files":{"a.pem":"x"}}',
  ]);
});

test("the types leave enums open and require the file of an apply", () => {
  expectTypeOf<Queue["mode"]>().toEqualTypeOf<"pull" | "push" | (string & {}) | undefined>();
  expectTypeOf<Project["services"]>().toEqualTypeOf<string[] | undefined>();
  const calls = ({ queues }: LeaseholdClient) =>
    // @ts-expect-error queueYaml is required
    queues.apply({ project: "acme" }, { body: {} });
  expect(calls).toBeTypeOf("function");
});
