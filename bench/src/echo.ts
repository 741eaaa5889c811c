import { openHttpConnection } from "./http-connection.ts";
import { taskRequests } from "./task-requests.ts";
import type { Subject } from "./subject.ts";

/** The limit: the same three requests, answered by a node:http server that only echoes their JSON. */
export function echoSubject(server: { processId: number; port: number }): Subject {
  const requests = taskRequests("Bearer none");
  const cycleRequests = [requests.insert, requests.lease, requests.delete("0123456789abcdef")];
  return {
    name: "echo",
    description: "bare node:http, parses the JSON body and sends it back",
    processId: server.processId,
    connect: async () => {
      const connection = await openHttpConnection(server.port);
      return {
        cycle: async (record) => {
          for (const request of cycleRequests) {
            const startedMs = performance.now();
            const answer = await connection.request(request);
            record(performance.now() - startedMs);
            if (answer.status !== 200) throw new Error(`echo answered ${answer.status}.`);
          }
          return 1;
        },
        close: connection.close,
      };
    },
  };
}
