import { request } from "node:http";
import { text } from "node:stream/consumers";

export interface RawAnswer {
  status: number | undefined;
  body: string;
}

/** Sends a request to 127.0.0.1 with its target, its Host and repeated headers as they are written, which fetch does not. */
export function sendRaw(
  port: number,
  target: string,
  options: {
    method?: string;
    headers?: Record<string, string | string[]>;
    body?: string | Uint8Array;
  } = {},
): Promise<RawAnswer> {
  const { method = "GET", headers = {}, body = "" } = options;
  return new Promise((resolve, reject) => {
    const where = { hostname: "127.0.0.1", port, method, path: target, headers };
    const sending = request(where, (answer) => {
      text(answer).then((read) => resolve({ status: answer.statusCode, body: read }), reject);
    });
    sending.on("error", reject).end(body);
  });
}
