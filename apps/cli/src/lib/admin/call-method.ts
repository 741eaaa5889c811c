import type { LeaseholdClient } from "@leasehold/leasehold-v1";

/** A resource as the API answers it. */
export type Resource = Record<string, unknown>;

type Call = (parameters: Resource, options: { body?: Resource }) => Promise<Resource | undefined>;

/** Calls a method by its id. The client was made from the document that has the id, so it has the method. */
export function callMethod(
  client: LeaseholdClient,
  methodId: string,
  call: { parameters: Resource; body: Resource | undefined },
): Promise<Resource | undefined> {
  const [, ...names] = methodId.split(".");
  const method = names.reduce<unknown>((part, name) => Reflect.get(part as object, name), client);
  const { parameters, body } = call;
  return (method as Call)(parameters, body === undefined ? {} : { body });
}
