import { Agent, request } from "node:http";

/** A task as the API answers it. */
export interface TaskResource {
  id: string;
  leaseTimestamp: string;
  retry_count: number;
}

/** An answer of the API, or undefined when the connection broke before it came. */
export type Answer = { status: number; body: unknown } | undefined;

/** Calls one queue over a bounded number of connections. */
export interface TaskCaller extends Disposable {
  insert: (id: string | undefined) => Promise<Answer>;
  lease: (parameters: { numTasks: number; leaseSecs: number }) => Promise<Answer>;
  delete: (id: string) => Promise<Answer>;
  /** Every task, page by page, and the total that the queue's statistics give. */
  everyTask: () => Promise<{ tasks: TaskResource[]; totalTasks: number }>;
}

/** A caller with a token; `queue` is the queue's address such as `acme/taskqueues/images`. */
export function taskCaller(options: { url: string; queue: string; token: string }): TaskCaller {
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const queueUrl = `${options.url}/taskqueue/v1beta2/projects/${options.queue}`;
  const headers = { authorization: `Bearer ${options.token}`, "content-type": "application/json" };
  const call = (method: string, path: string, body?: object): Promise<Answer> =>
    new Promise((resolve) => {
      const sent = request(`${queueUrl}${path}`, { method, headers, agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", () => resolve(undefined));
        answer.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: answer.statusCode ?? 0,
            body: text === "" ? undefined : JSON.parse(text),
          });
        });
      });
      sent.on("error", () => resolve(undefined));
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  return {
    insert: (id) => call("POST", "/tasks", { ...(id === undefined ? {} : { id }), payloadBase64 }),
    lease: ({ numTasks, leaseSecs }) =>
      call("POST", `/tasks/lease?numTasks=${numTasks}&leaseSecs=${leaseSecs}`),
    delete: (id) => call("DELETE", `/tasks/${id}`),
    everyTask: async () => {
      const tasks: TaskResource[] = [];
      for (let pageToken: string | undefined = ""; pageToken !== undefined;) {
        const query: string = pageToken === "" ? "" : `&pageToken=${encodeURIComponent(pageToken)}`;
        const page = expectOk(await call("GET", `/tasks?maxResults=1000${query}`));
        tasks.push(...((page["items"] as TaskResource[] | undefined) ?? []));
        pageToken = page["nextPageToken"] as string | undefined;
      }
      const queue = expectOk(await call("GET", "?getStats=true"));
      return { tasks, totalTasks: (queue["stats"] as { totalTasks: number }).totalTasks };
    },
    [Symbol.dispose]: () => agent.destroy(),
  };
}

const payloadBase64 = Buffer.from("a payload").toString("base64");

function expectOk(answer: Answer): Record<string, unknown> {
  if (answer?.status !== 200) throw new Error(`The server answered ${JSON.stringify(answer)}`);
  return answer.body as Record<string, unknown>;
}
