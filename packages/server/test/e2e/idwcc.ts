import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@leasehold/testing/free-port";

/** Debian's idwcc: a web application that tries an authorization server out, driven by what its page sends. */
export interface Idwcc extends AsyncDisposable {
  /** What its page calls: JSON or a form goes in, and what came back is JSON or nothing. */
  call: (method: string, path: string, body?: object | URLSearchParams) => Promise<IdwccAnswer>;
  /** Changes fields of its page and saves them, as pressing its buttons does first. */
  set: (fields: Record<string, unknown>) => Promise<void>;
  session: () => Promise<Record<string, unknown>>;
}

interface IdwccAnswer {
  status: number;
  body: unknown;
}

/** Starts the program on a free port and waits until it answers. */
export async function startIdwcc(program: string): Promise<Idwcc> {
  const port = await freePort();
  const child = spawn(program, ["--port", String(port)], { stdio: ["pipe", "ignore", "ignore"] });
  const call: Idwcc["call"] = async (method, path, body) => {
    const form = body instanceof URLSearchParams;
    const answer = await fetch(`http://127.0.0.1:${port}/api/${path}`, {
      method,
      ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
      headers: form || body === undefined ? {} : { "content-type": "application/json" },
    });
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
  };
  const session = async () => (await call("GET", "session")).body as Record<string, unknown>;
  await untilItAnswers(() => call("GET", "session"));
  return {
    call,
    session,
    set: async (fields) => {
      await call("POST", "session", { ...(await session()), ...fields });
    },
    [Symbol.asyncDispose]: async () => {
      const gone = once(child, "exit");
      // Its own way to stop: a person presses Enter.
      child.stdin.end("\n");
      await gone;
    },
  };
}

async function untilItAnswers(ask: () => Promise<unknown>): Promise<void> {
  const givenUpAtMs = performance.now() + 20_000;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (performance.now() > givenUpAtMs) throw error;
      await sleep(50);
    }
  }
}
