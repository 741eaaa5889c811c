import { type Deployment, signingConsumer } from "./deployment.ts";
import { type HttpAnswer, type HttpConnection, openHttpConnection } from "./http-connection.ts";
import { lightSigner, type SignHeaders } from "./light-signer.ts";
import type { RecordLatency, Subject, SubjectConnection } from "./subject.ts";
import {
  batchRequests,
  type CycleRequests,
  signedTaskRequests,
  taskRequests,
} from "./task-requests.ts";

const batchSize = 100;

/** The rows of our own server: one call a request with either kind of token, and /batch. */
export async function leaseholdSubjects(
  server: { processId: number; port: number },
  deployment: Deployment,
): Promise<Subject[]> {
  const open = () => openHttpConnection(server.port);
  const bearer = `Bearer ${await deployment.accessToken(server.port)}`;
  // As our own connections name it: without a port, which is that of http.
  const sign = lightSigner("http://127.0.0.1", signingConsumer);
  const jwt = `Bearer ${deployment.selfSignedToken}`;
  return [
    {
      name: "leasehold",
      description: "insert, lease, delete with an opaque access token; every answer is on disk",
      processId: server.processId,
      connect: async () => singleCalls({ connection: await open(), authorization: bearer }),
    },
    {
      name: "jwt",
      description: "the same with a self-signed service-account JWT, verified once and remembered",
      processId: server.processId,
      connectionsOnly: 64,
      connect: async () => singleCalls({ connection: await open(), authorization: jwt }),
    },
    {
      name: "oauth1",
      description: "the same with OAuth 1.0, two-legged: HMAC-SHA1, each request signed anew",
      processId: server.processId,
      connectionsOnly: 64,
      connect: async () => signedCalls(await open(), sign),
    },
    {
      name: "batch",
      description: `the same through /batch: ${batchSize} inserts, one lease of ${batchSize}, ${batchSize} deletes`,
      processId: server.processId,
      connectionsOnly: 4,
      connect: async () => batchedCalls({ connection: await open(), authorization: bearer }),
    },
  ];
}

interface ConnectionOptions {
  connection: HttpConnection;
  authorization: string;
}

function singleCalls({ connection, authorization }: ConnectionOptions): SubjectConnection {
  const requests = taskRequests(authorization);
  return cycles(connection, {
    insert: () => requests.insert,
    lease: () => requests.lease,
    delete: requests.delete,
  });
}

function signedCalls(connection: HttpConnection, sign: SignHeaders): SubjectConnection {
  return cycles(connection, signedTaskRequests(sign, signingConsumer.requestor));
}

function cycles(connection: HttpConnection, requests: CycleRequests): SubjectConnection {
  return {
    cycle: async (record) => {
      expectOk(await timed(connection, requests.insert(), record));
      const leased = idsOf(expectOk(await timed(connection, requests.lease(), record)));
      const [id] = leased;
      if (id === undefined) throw new Error("A lease found no task, although one was inserted.");
      expectOk(await timed(connection, requests.delete(id), record));
      return 1;
    },
    close: connection.close,
  };
}

function batchedCalls({ connection, authorization }: ConnectionOptions): SubjectConnection {
  const requests = batchRequests({ authorization, size: batchSize });
  const expectParts = (answer: HttpAnswer): void => {
    const parts = expectOk(answer).split("HTTP/1.1 200").length - 1;
    if (parts !== batchSize)
      throw new Error(`${parts} of ${batchSize} calls of a batch succeeded.`);
  };
  return {
    cycle: async (record) => {
      expectParts(await timed(connection, requests.insert, record));
      const ids = idsOf(expectOk(await timed(connection, requests.lease, record)));
      if (ids.length !== batchSize) throw new Error(`A lease of ${batchSize} gave ${ids.length}.`);
      expectParts(await timed(connection, requests.delete(ids), record));
      return batchSize;
    },
    close: connection.close,
  };
}

async function timed(
  connection: HttpConnection,
  request: string,
  record: RecordLatency,
): Promise<HttpAnswer> {
  const startedMs = performance.now();
  const answer = await connection.request(request);
  record(performance.now() - startedMs);
  return answer;
}

function expectOk(answer: HttpAnswer): string {
  const text = answer.body.toString("latin1");
  if (answer.status !== 200) throw new Error(`The server answered ${answer.status}: ${text}`);
  return text;
}

function idsOf(text: string): string[] {
  return Array.from(text.matchAll(/"id": ?"([^"]+)"/g), (match) => match[1] ?? "");
}
