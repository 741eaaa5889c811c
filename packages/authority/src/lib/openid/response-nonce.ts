import { randomBytes } from "node:crypto";

const saltBytes = 12;
const timeLength = "2026-01-01T00:00:00Z".length;

/** What makes an answer one that is taken once: the time, then chance (OpenID Authentication 2.0, section 10.1). */
export function newResponseNonce(nowMs: number): string {
  return `${secondOf(nowMs)}${randomBytes(saltBytes).toString("base64url")}`;
}

/** The time of a nonce that {@link newResponseNonce} made, in seconds since the epoch. */
export function nonceSeconds(nonce: string): number {
  return Date.parse(nonce.slice(0, timeLength)) / 1000;
}

/** A time as OpenID writes it: UTC, to the second (RFC 3339). */
export function secondOf(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, timeLength - 1)}Z`;
}
