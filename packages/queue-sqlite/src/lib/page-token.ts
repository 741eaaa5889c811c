import { createHmac, timingSafeEqual } from "node:crypto";

/** Where a page of a queue's tasks ended. */
export interface PageEnd {
  queueId: number;
  availableAtMicros: number;
  name: string;
}

const macBytes = 12;

/** Makes a token that only this data file accepts. */
export function pageTokenOf(key: Uint8Array, end: PageEnd): string {
  const text = `${end.queueId} ${end.availableAtMicros} ${end.name}`;
  return Buffer.concat([macOf(key, text), Buffer.from(text)]).toString("base64url");
}

/** @throws RangeError when the token was not made for this queue by `pageTokenOf`. */
export function readPageToken(key: Uint8Array, queueId: number, token: string): PageEnd {
  const bytes = Buffer.from(token, "base64url");
  const mac = bytes.subarray(0, macBytes);
  const text = bytes.subarray(macBytes).toString();
  const [queue, availableAt, name] = text.split(" ");
  const genuine = mac.length === macBytes && timingSafeEqual(mac, macOf(key, text));
  if (!genuine || name === undefined || Number(queue) !== queueId) {
    throw new RangeError("The page token is not one that a list of this queue's tasks answered.");
  }
  return { queueId, availableAtMicros: Number(availableAt), name };
}

function macOf(key: Uint8Array, text: string): Buffer {
  return createHmac("sha256", key).update("page ").update(text).digest().subarray(0, macBytes);
}
