import type { Call } from "./call.ts";
import { type ApiAnswer, jsonHeaders } from "./exchange.ts";

const emptyHeaders: readonly string[] = ["Cache-Control", "private, no-store"];

/** Writes the answer with the method's compiled writer. */
export function render({ plan, write }: Call, resource: unknown): ApiAnswer {
  const empty = write === undefined || resource === undefined;
  return {
    status: 200,
    headers: empty ? emptyHeaders : jsonHeaders,
    body: empty ? undefined : write(resource),
    methodId: plan!.id,
  };
}
