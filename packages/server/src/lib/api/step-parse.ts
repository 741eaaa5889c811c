import type { Call } from "./call.ts";
import { inflatedBody, parseJson } from "./request-body.ts";

/** Reads query, form and body by the document's schemas, and finds the writer of the form that the answer is wanted in. */
export function parse(call: Call, bodyBytesMax: number): void | Promise<void> {
  const plan = call.plan!;
  const { values } = call;
  plan.parseParameters(values, call.query, plan.parseBody === undefined ? call.form : undefined);
  // Here, so that a selection that the schema lacks is refused before anything is done.
  call.write = plan.writerFor?.({
    pretty: values["prettyPrint"] !== false,
    fields: values["fields"] as string | undefined,
  });
  if (plan.parseBody === undefined) return undefined;
  const bytes = call.bytes ?? inflatedBody(call.request, bodyBytesMax);
  if (bytes instanceof Promise) return bytes.then((inflated) => readBody(call, inflated));
  return readBody(call, bytes);
}

function readBody(call: Call, bytes: Buffer | undefined): void {
  call.body = call.plan!.parseBody!(parseJson(bytes), "");
}
