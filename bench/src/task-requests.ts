import { randomBytes } from "node:crypto";
import type { SignHeaders } from "./light-signer.ts";

/** 1 KiB, as beanstalkd takes it. */
export const payload: string = randomBytes(512).toString("hex");

/** The same payload as the Task Queue API takes it. */
const payloadBase64: string = Buffer.from(payload).toString("base64");

const tasksPath = "/taskqueue/v1beta2/projects/bench/taskqueues/bench/tasks";

/** The three requests of a cycle, put together once: only the id of a delete changes. */
export interface TaskRequests {
  insert: string;
  lease: string;
  delete: (id: string) => string;
}

/** The same as they are sent: put together, or signed anew, each time. */
export interface CycleRequests {
  insert: () => string;
  lease: () => string;
  delete: (id: string) => string;
}

/**
 * Makes the requests of a consumer that signs them.
 *
 * @param sign makes the credential's headers.
 * @param requestor the user to act as.
 */
export function signedTaskRequests(sign: SignHeaders, requestor: string): CycleRequests {
  const body = JSON.stringify({ payloadBase64 });
  const user = `xoauth_requestor_id=${encodeURIComponent(requestor)}`;
  const rest = `Host: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const request = (method: string, path: string, end: string): string =>
    `${method} ${path} HTTP/1.1\r\n${sign({ method, path })}${end}`;
  const empty = "Host: 127.0.0.1\r\nContent-Length: 0\r\n\r\n";
  return {
    insert: () => request("POST", `${tasksPath}?${user}`, rest),
    lease: () => request("POST", `${tasksPath}/lease?numTasks=1&leaseSecs=60&${user}`, empty),
    delete: (id) => request("DELETE", `${tasksPath}/${id}?${user}`, "Host: 127.0.0.1\r\n\r\n"),
  };
}

/** Makes the requests for one `Authorization` header. */
export function taskRequests(authorization: string): TaskRequests {
  const head = `Host: 127.0.0.1\r\nAuthorization: ${authorization}\r\n`;
  const body = JSON.stringify({ payloadBase64 });
  const deleteEnd = ` HTTP/1.1\r\n${head}\r\n`;
  return {
    insert: `POST ${tasksPath} HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    lease: `POST ${tasksPath}/lease?numTasks=1&leaseSecs=60 HTTP/1.1\r\n${head}Content-Length: 0\r\n\r\n`,
    delete: (id) => `DELETE ${tasksPath}/${id}${deleteEnd}`,
  };
}

/** The requests of a cycle of `size` tasks: a /batch of inserts, one lease of them all, a /batch of deletes. */
export function batchRequests(options: { authorization: string; size: number }): {
  insert: string;
  lease: string;
  delete: (ids: string[]) => string;
} {
  const head = `Host: 127.0.0.1\r\nAuthorization: ${options.authorization}\r\n`;
  const body = JSON.stringify({ payloadBase64 });
  const insert = `POST ${tasksPath} HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  return {
    insert: batch(
      head,
      Array.from({ length: options.size }, () => insert),
    ),
    lease: `POST ${tasksPath}/lease?numTasks=${options.size}&leaseSecs=60 HTTP/1.1\r\n${head}Content-Length: 0\r\n\r\n`,
    delete: (ids) =>
      batch(
        head,
        ids.map((id) => `DELETE ${tasksPath}/${id} HTTP/1.1\r\n\r\n`),
      ),
  };
}

function batch(head: string, calls: string[]): string {
  const parts = calls.map(
    (call, index) =>
      `--part\r\nContent-Type: application/http\r\nContent-ID: <${index}>\r\n\r\n${call}\r\n`,
  );
  const body = `${parts.join("")}--part--\r\n`;
  return `POST /batch/taskqueue/v1beta2 HTTP/1.1\r\n${head}Content-Type: multipart/mixed; boundary=part\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}
