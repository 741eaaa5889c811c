import type { Call } from "./call.ts";

/** Does what the method does, and answers with the resource to render. */
export function operate(call: Call): unknown {
  return call.plan!.operation.run({
    caller: call.caller!,
    claim: call.claim,
    values: call.values,
    body: call.body,
    signal: call.request.signal,
  });
}
