import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sendRaw } from "./support/raw-request.ts";
import { startTestService, type TestService } from "./support/test-service.ts";

let service: TestService;
let port: number;
let authorization: string;
beforeAll(async () => {
  service = await startTestService();
  port = Number(new URL(service.localUrl).port);
  authorization = `Bearer ${service.token()}`;
});
afterAll(() => service[Symbol.asyncDispose]());

test("what is no HTTP is refused in the envelope, and the connection ends", async () => {
  const socket = connect(port, "127.0.0.1");
  // A header that goes on in the next line, as HTTP had it before RFC 7230.
  socket.end("GET / HTTP/1.1\r\nHost: x\r\nAuthorization: OAuth a,\r\n  b\r\n\r\n");
  const [head, body = ""] = (await text(socket)).split("\r\n\r\n");
  expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(head).toMatch(/\r\nContent-Type: application\/json; charset=UTF-8\r\n/);
  expect(JSON.parse(body).error).toEqual({
    errors: [
      {
        domain: "global",
        reason: "invalid",
        message: "Bad Request. What was sent is no request of HTTP/1.1.",
      },
    ],
    code: 400,
    message: "Bad Request. What was sent is no request of HTTP/1.1.",
  });
});

describe("two Authorization headers", () => {
  const path = "/taskqueue/v1beta2/projects/acme/taskqueues/images";

  test.each(["Bearer lha_x", "OAuth lha_x", ""])(
    "are refused when the other is %j",
    async (other) => {
      for (const both of [
        [authorization, other],
        [other, authorization],
      ]) {
        const answer = await sendRaw(port, path, { headers: { authorization: both } });
        expect(answer.status).toBe(400);
        expect(JSON.parse(answer.body).error.errors[0]).toMatchObject({
          reason: "invalid",
          message:
            "There is more than one Authorization header in the request, and they differ. Send one credential.",
        });
      }
    },
  );

  test("are one when they are the same", async () => {
    const headers = { authorization: [authorization, authorization] };
    expect((await sendRaw(port, path, { headers })).status).toBe(200);
  });
});
