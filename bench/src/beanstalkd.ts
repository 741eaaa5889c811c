import { spawn, spawnSync } from "node:child_process";
import { accessSync, mkdirSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endProcess } from "./child-process.ts";
import type { RecordLatency, Subject, SubjectConnection } from "./subject.ts";
import { payload } from "./task-requests.ts";

const program = "/usr/bin/beanstalkd";

/**
 * The peer: beanstalkd with its log on disk and an fsync for every write (`-f 0`).
 * Undefined where the host has none.
 */
export async function startBeanstalkd(
  folder: string,
): Promise<(AsyncDisposable & { subject: Subject }) | undefined> {
  try {
    accessSync(program);
  } catch {
    return undefined;
  }
  const log = join(folder, "beanstalkd");
  mkdirSync(log);
  const port = await freePort();
  const args = ["-l", "127.0.0.1", "-p", String(port), "-b", log, "-f", "0"];
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "inherit"] });
  await untilListening(port);
  const version = spawnSync(program, ["-v"], { encoding: "utf8" }).stdout.trim();
  return {
    subject: {
      name: "beanstalkd",
      description: `${version} -f 0: put, reserve, delete`,
      processId: child.pid ?? 0,
      connect: async () => jobConnection(await openSocket(port)),
    },
    [Symbol.asyncDispose]: () => endProcess(child),
  };
}

function jobConnection(socket: Socket): SubjectConnection {
  const answers = readAnswers(socket);
  const put = `put 0 0 60 ${payload.length}\r\n${payload}\r\n`;
  const command = async (bytes: string, expected: string, record: RecordLatency) => {
    const startedMs = performance.now();
    const answer = answers.next();
    socket.write(bytes, "latin1");
    const text = await answer;
    record(performance.now() - startedMs);
    if (!text.startsWith(expected)) {
      throw new Error(`beanstalkd answered ${text.slice(0, 40)}, expected ${expected}.`);
    }
    return text;
  };
  return {
    cycle: async (record) => {
      await command(put, "INSERTED ", record);
      const reserved = await command("reserve\r\n", "RESERVED ", record);
      const id = reserved.slice("RESERVED ".length, reserved.indexOf(" ", "RESERVED ".length));
      await command(`delete ${id}\r\n`, "DELETED\r\n", record);
      return 1;
    },
    close: () => socket.destroy(),
  };
}

function readAnswers(socket: Socket): { next: () => Promise<string> } {
  let received = "";
  let waiting: PromiseWithResolvers<string> | undefined;
  socket.setEncoding("latin1");
  socket.on("error", (error) => waiting?.reject(error));
  socket.on("close", () => waiting?.reject(new Error("beanstalkd closed the connection.")));
  socket.on("data", (chunk: string) => {
    received += chunk;
    const lineEnd = received.indexOf("\r\n");
    if (lineEnd === -1) return;
    const bodyBytes = received.startsWith("RESERVED ")
      ? Number(received.slice(received.lastIndexOf(" ", lineEnd) + 1, lineEnd)) + 2
      : 0;
    if (received.length < lineEnd + 2 + bodyBytes) return;
    const answer = received;
    received = "";
    waiting?.resolve(answer);
  });
  return {
    next: () => {
      waiting = Promise.withResolvers();
      return waiting.promise;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilListening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      (await openSocket(port)).destroy();
      return;
    } catch {
      await sleep(50);
    }
  }
  throw new Error(`beanstalkd did not listen on port ${port} within 5 seconds.`);
}

function openSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    socket.once("connect", () => resolve(socket));
    socket.once("error", reject);
  });
}
