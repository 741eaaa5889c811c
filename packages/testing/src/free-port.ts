import { once } from "node:events";
import { createServer } from "node:net";

// Below those that a system hands out by itself, to listeners that take any and to connections: it gives a port that
// was let go to the next one. Test files that run at once have stretches of their own.
const firstPort = 20_000;
const stretchCount = 20;
const stretchPorts = 500;
const stretch = Number(process.env["VITEST_POOL_ID"] ?? 0) % stretchCount;
let offset = Math.floor(Math.random() * stretchPorts);

/**
 * A port of 127.0.0.1 that nobody listens on, for a program that cannot choose one and say which. It stays free until
 * it is used, be that later.
 *
 * @throws Error when all are taken.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < stretchPorts; tries += 1) {
    offset = (offset + 1) % stretchPorts;
    const port = firstPort + stretch * stretchPorts + offset;
    if (await isFree(port)) return port;
  }
  throw new Error("Every port for tests is taken: end the programs that listen on 20000 to 29999.");
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}
