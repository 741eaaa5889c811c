import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A port of the loopback interface that nobody listens on. */
export async function vacantPort(): Promise<number> {
  const vacant = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => vacant.once("listening", resolve));
  const { port } = vacant.address() as AddressInfo;
  await new Promise((resolve) => vacant.close(resolve));
  return port;
}
