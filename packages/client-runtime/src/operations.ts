import type { CallOptions } from "./client-runtime.ts";
import { targetOf } from "./lib/call-target.ts";
import { sleep } from "./lib/sleep.ts";

/** Work that goes on after its call was answered, in either style: with `done` (AIP-151), or with a `status` (Compute Engine). */
export interface OperationLike {
  name?: string;
  done?: boolean;
  status?: string;
  selfLink?: string;
  error?: object;
}

/** How to wait. */
export interface WaitOptions<Operation> extends CallOptions {
  /** Parameters of the call that looks. Default: what the operation's selfLink or name says. */
  parameters?: Record<string, unknown> | undefined;
  /** The longest wait between two looks, in milliseconds; the first is 500 ms, then it doubles. Default: 30000. */
  delayMaxMs?: number | undefined;
  /** Called with what was seen, each time. */
  onProgress?: ((operation: Operation) => void) | undefined;
  /** A number from 0 to 1, to spread waits by. Default: Math.random. */
  random?: (() => number) | undefined;
}

/** The work failed. */
export class OperationError extends Error {
  override readonly name = "OperationError";
  /** Why: the number or the word that the error has. */
  readonly code: number | string | undefined;
  /** The operation as it ended. */
  readonly operation: OperationLike;

  constructor(operation: OperationLike) {
    const { error = {} } = operation;
    const [first = error] = (error as { errors?: object[] }).errors ?? [];
    const { code, message } = first as { code?: number | string; message?: string };
    super(message ?? `The operation ${operation.name ?? ""} failed without saying why.`);
    this.code = code;
    this.operation = operation;
  }
}

/**
 * Waits until an operation is done.
 * @param get - The call that looks at it, such as `client.operations.get`, or one that itself waits, such as `client.zoneOperations.wait`.
 * @param operation - What the call that began it answered.
 * @returns The operation as it ended; what it made is in its `response` where the API has it there.
 * @throws {OperationError} When it failed.
 */
export async function wait<Operation extends OperationLike>(
  get: (parameters: never, options?: CallOptions) => Promise<Operation>,
  operation: Operation,
  options: WaitOptions<Operation> = {},
): Promise<Operation> {
  const { delayMaxMs = 30_000, onProgress, random = Math.random, ...callOptions } = options;
  const { parameters: given, ...looking } = callOptions;
  const parameters = given ?? parametersOf(targetOf(get)?.path ?? "", operation);
  let seen = operation;
  for (let delayMs = 500; !isDone(seen); delayMs *= 2) {
    await sleep((0.5 + random() / 2) * Math.min(delayMs, delayMaxMs), options.signal);
    seen = await get(parameters as never, looking);
    onProgress?.(seen);
  }
  if (seen.error) throw new OperationError(seen);
  return seen;
}

function isDone({ done, status }: OperationLike): boolean {
  return done === true || status === "DONE";
}

/** Reads the variables of a template from the operation's address or its name, which is the end of one. */
function parametersOf(template: string, { selfLink, name = "" }: OperationLike): object {
  const segments = template.split("/");
  const places = [...(selfLink === undefined ? [] : [new URL(selfLink).pathname]), name];
  for (const place of places) {
    for (let start = 0; start < segments.length; start += 1) {
      if (/[{]/.test(segments.slice(0, start).join("/"))) break;
      const found = valuesIn(place, segments.slice(start).join("/"));
      if (found) return found;
    }
  }
  throw new TypeError("Say which operation to look at with the option parameters.");
}

function valuesIn(place: string, template: string): object | undefined {
  const names: string[] = [];
  // A method that waits has `/wait` or `:wait` behind the operation.
  const pattern = template
    .replace(/[/:]wait$/, "")
    .split(/(\{[^{}]+\})/)
    .map((part) => {
      const [, plus, variable] = /^\{(\+?)(.+)\}$/.exec(part) ?? [];
      if (variable === undefined) return part.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&");
      names.push(variable);
      return plus ? "(.+)" : "([^/]+)";
    })
    .join("");
  const values = new RegExp(`^${pattern}$`).exec(place)?.slice(1);
  return values && names.length > 0
    ? Object.fromEntries(
        names.map((name, index) => [name, decodeURIComponent(values[index] ?? "")]),
      )
    : undefined;
}
