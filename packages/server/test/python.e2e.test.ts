import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { findPython } from "@leasehold/testing/python";
import { type RunningServer, startServer } from "./e2e/running-server.ts";
import { workerAccessToken } from "./e2e/service-account.ts";

const python = findPython(["googleapiclient", "google.auth"]);

test.skipIf(python === undefined)(
  "google-api-python-client, built from the served discovery document, calls all eight methods and a batch of 50",
  async () => {
    await using server = await startServer();
    const key = server.deployment.workerKey;
    const token = await workerAccessToken({ url: server.url, key, subject: "ada@example.com" });

    const seen = await runScript({
      script: "all_methods.py",
      server,
      environment: { ACCESS_TOKEN: token },
    });

    const queueName = "projects/acme/taskqueues/images";
    expect(seen).toMatchObject({
      insert: { kind: "taskqueues#task", id: "from-python", leaseTimestamp: "0", tag: "py" },
      queue: { kind: "taskqueues#taskqueue", id: queueName, stats: { totalTasks: 1 } },
      list: { kind: "taskqueues#tasks", items: [{ id: "from-python" }] },
      get: { id: "from-python", payloadBase64: "aGVsbG8=" },
      lease: { kind: "taskqueue#tasks", items: [{ id: "from-python", queueName, retry_count: 1 }] },
      update: { id: "from-python", retry_count: 1 },
      patch: { id: "from-python", tag: "patched" },
      delete: "",
      gone: 404,
      batchErrors: [["call-49", 404]],
    });
    expect(seen["batchIds"]).toEqual(
      Array.from({ length: 49 }, (_, number) => [`call-${number}`, `batch-${number}`]),
    );
  },
);

test.skipIf(python === undefined)(
  "google-auth's service account gets its token from our token_uri, alone and acting for a user",
  async () => {
    await using server = await startServer();
    const keyFile = {
      type: "service_account",
      client_email: "worker@acme.example.com",
      private_key_id: "k1",
      private_key: server.deployment.workerKey.export({ type: "pkcs8", format: "pem" }),
      token_uri: `${server.url}/token`,
    };

    const environment = { SERVICE_ACCOUNT: JSON.stringify(keyFile) };
    const seen = await runScript({ script: "service_account.py", server, environment });

    expect(seen).toMatchObject({
      insertAlone: 403,
      insertAsUser: { id: "delegated" },
      lease: { items: [{ id: "delegated", payloadBase64: "aGVsbG8=" }] },
    });
  },
);

async function runScript(options: {
  script: string;
  server: RunningServer;
  environment: Record<string, string>;
}): Promise<Record<string, unknown>> {
  const { server, environment } = options;
  const path = new URL(`e2e/${options.script}`, import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(python ?? "", [path], {
    env: { ...process.env, LEASEHOLD_URL: server.url, ...environment },
  });
  return JSON.parse(stdout) as Record<string, unknown>;
}
