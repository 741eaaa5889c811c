import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { takeOriginForm } from "../src/lib/http/origin-form.ts";

test.each<[target: string, url: string, host: string]>([
  ["/path?query", "/path?query", "host.example"],
  ["/path?next=http://a.example/", "/path?next=http://a.example/", "host.example"],
  ["/path?next=http://a.example/#part", "/path?next=http://a.example/", "host.example"],
  ["//a.example/path", "//a.example/path", "host.example"],
  ["/path#part?query", "/path", "host.example"],
  ["/path?query#part#again", "/path?query", "host.example"],
  ["/#", "/", "host.example"],
  ["http://a.example:8085/path?query", "/path?query", "a.example:8085"],
  ["https://a.example/path", "/path", "a.example"],
  ["HTTP://A.example/path", "/path", "A.example"],
  ["http://[::1]:8085/path", "/path", "[::1]:8085"],
  ["http://a.example", "/", "a.example"],
  ["http://a.example?query", "/?query", "a.example"],
  ["http://a.example#part/path", "/", "a.example"],
  ["http://a.example?next=http://b.example/path#part", "/?next=http://b.example/path", "a.example"],
  ["http://a.example/http://b.example/path", "/http://b.example/path", "a.example"],
  ["*", "*", "host.example"],
  ["xhttp://a.example/path", "xhttp://a.example/path", "host.example"],
  ["ftp://a.example/path", "ftp://a.example/path", "host.example"],
])("the target %s is %s of %s", (target, url, host) => {
  const request = new IncomingMessage(new Socket());
  request.url = target;
  request.headers = { host: "host.example" };
  takeOriginForm(request);
  expect([request.url, request.headers.host]).toEqual([url, host]);
});
