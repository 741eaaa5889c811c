import { readFileSync } from "node:fs";
import { authorizedFetch } from "@leasehold/auth";
import { serviceAccount } from "@leasehold/auth/service-account";
import { memoryTokenStore } from "@leasehold/auth/token-store";
import { webServer } from "@leasehold/auth/web-server";
import { createTaskqueue } from "@leasehold/taskqueue-v1beta2";
import { createApp } from "./app.ts";
import { runWorker } from "./worker.ts";

const leaseholdUrl = process.env["LEASEHOLD_URL"] ?? "http://127.0.0.1:8085";
const port = Number(process.env["PORT"] ?? 9004);
const keyFile = process.env["WORKER_KEY_FILE"] ?? new URL("../worker.pem", import.meta.url);

const scopes = ["https://www.googleapis.com/auth/taskqueue"];
const queue = { project: "demo", taskqueue: "texts" };
const counts = new Map<string, number>();

// The web pages act for the user who signed in …
const signIn = webServer({
  clientId: "word-counter",
  clientSecret: "word-counter-secret",
  redirectUri: `http://127.0.0.1:${port}/callback`,
  issuer: leaseholdUrl,
  store: memoryTokenStore(),
});
const app = createApp({ leaseholdUrl, signIn, scopes, queue, counts });

// … and the worker is a user of its own. It could run on another machine, in any number.
const worker = serviceAccount({
  key: { email: "worker@demo.example.com", privateKey: readFileSync(keyFile, "utf8") },
  scopes,
  issuer: leaseholdUrl,
});
const { tasks } = createTaskqueue({ baseUrl: leaseholdUrl, fetch: authorizedFetch(worker) });

const stopping = new AbortController();
process.once("SIGINT", () => stopping.abort());
process.once("SIGTERM", () => stopping.abort());

console.log(`Word Counter: ${await app.listen({ host: "127.0.0.1", port })}`);
await runWorker({ tasks, queue, counts, signal: stopping.signal });
await app.close();
