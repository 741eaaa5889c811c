import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { CliError } from "./cli-error.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Host } from "./host.ts";
import { unreadable } from "./read-text.ts";
import { harmless } from "./table.ts";

/** The most that the API takes. */
const payloadBytesMax = 1_048_576;

/** Reads a task's payload from the flag, the file or standard input, and encodes it for the API. */
export async function readPayload(
  host: Host,
  flags: { payload?: string; payloadFile?: string },
): Promise<string> {
  const bytes = await payloadBytes(host, flags);
  if (bytes.length > payloadBytesMax) {
    throw new CliError(
      exitCodes.usage,
      `The payload has more than ${payloadBytesMax} bytes: put it elsewhere and send its address.`,
    );
  }
  return bytes.toString("base64url");
}

/** A payload for people: its text, or how many bytes it has when it is none. */
export function showPayload(payloadBase64: string): string {
  const bytes = Buffer.from(payloadBase64, "base64url");
  try {
    return harmless(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return `(${bytes.length} bytes that are not text; --json prints them in base64)`;
  }
}

async function payloadBytes(
  host: Host,
  flags: { payload?: string; payloadFile?: string },
): Promise<Buffer> {
  if (flags.payload !== undefined && flags.payloadFile !== undefined) {
    throw new CliError(exitCodes.usage, "Give --payload or --payload-file, not both.");
  }
  if (flags.payload !== undefined) return Buffer.from(flags.payload);
  if (flags.payloadFile !== undefined && flags.payloadFile !== "-") {
    return readStart(flags.payloadFile);
  }
  if (host.interactive && flags.payloadFile === undefined) {
    throw new CliError(
      exitCodes.usage,
      "There is no payload: give --payload TEXT or --payload-file FILE, or pipe it in.",
    );
  }
  return collect(host.stdin);
}

async function readStart(path: string): Promise<Buffer> {
  try {
    await using file = await open(path);
    return await collect(file.createReadStream({ end: payloadBytesMax }));
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** One byte more than is allowed is enough to know. */
async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const piece = Buffer.from(chunk);
    chunks.push(piece);
    bytes += piece.length;
    if (bytes > payloadBytesMax) break;
  }
  return Buffer.concat(chunks);
}
