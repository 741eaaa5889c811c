import type { CallOptions } from "./client-runtime.ts";
import { targetOf } from "./lib/call-target.ts";
import type { MethodDetails } from "./lib/call-target.ts";

/** A call that lists, one page at a time. */
export type ListCall<Parameters, Options, Answer extends object> = (
  parameters: Parameters,
  options: Options,
) => Promise<Answer>;

declare const itemsField: unique symbol;

/** Names the member that holds the items of a page: generated clients say it of each call that lists. */
export interface Paged<Field extends string> {
  readonly [itemsField]?: Field;
}

/** What the items of a page are: the elements of its array, or `[key, value]` of its map. Without a name: those of its one array. */
export type ItemOf<Answer, Field extends string = ArrayOf<Answer>> = Field extends keyof Answer
  ? Entry<NonNullable<Answer[Field]>>
  : Element<Answer[ArrayOf<Answer>]>;

type Entry<Items> = Items extends readonly (infer Item)[]
  ? Item
  : Items extends Record<string, infer Value>
    ? [key: string, value: Value]
    : never;

type ArrayOf<Answer> = {
  [Name in Exclude<keyof Answer, SideList> & string]: NonNullable<
    Answer[Name]
  > extends readonly unknown[]
    ? Name
    : never;
}[Exclude<keyof Answer, SideList> & string];

type Element<Items> = NonNullable<Items> extends readonly (infer Item)[] ? Item : never;

/** Arrays beside the items that say what is missing from them. */
type SideList = "unreachable" | "warnings";

/** Options may be left out where the call does not need a body. */
type Rest<Options, More = unknown> = undefined extends Options
  ? [options?: NonNullable<Options> & More]
  : [options: Options & More];

/**
 * Goes through the pages of a list.
 * @param list - The call, such as `client.tasks.list`.
 * @param parameters - Its parameters; `pageToken` is where to begin.
 * @param rest - Options of the call, with the body when it has one; `signal` ends it.
 */
export async function* pages<
  Parameters,
  Options extends CallOptions | undefined,
  Answer extends object,
>(
  list: ListCall<Parameters, Options, Answer>,
  parameters: NonNullable<Parameters>,
  ...rest: Rest<Options>
): AsyncGenerator<Answer, void, undefined> {
  const { next: member = "nextPageToken", inBody = false } = detailsOf(list);
  const options = (rest[0] ?? {}) as CallOptions & { body?: object };
  const first: { pageToken?: unknown } = inBody ? (options.body ?? {}) : parameters;
  let { pageToken } = first;
  for (;;) {
    options.signal?.throwIfAborted();
    const asked = pageToken === undefined ? first : { ...first, pageToken };
    const page = inBody
      ? await list(parameters, { ...options, body: asked } as unknown as Options)
      : await list(asked as Parameters, options as Options);
    yield page;
    const token = (page as Record<string, unknown>)[member];
    if (!token) return;
    if (token === pageToken) {
      throw new Error(
        "The list does not end: the server answered with the page token that it was given.",
      );
    }
    pageToken = token;
  }
}

/**
 * Goes through the items of a list, page after page.
 * @param list - The call, such as `client.tasks.list`.
 * @param parameters - Its parameters; the number of results is that of one page.
 * @param rest - Options of the call, with the body when it has one; `limit` is the largest number of items, default all; `signal`
 * ends it.
 */
export async function* items<
  Parameters,
  Options extends CallOptions | undefined,
  Answer extends object,
  Field extends string = ArrayOf<Answer>,
>(
  list: ListCall<Parameters, Options, Answer> & Paged<Field>,
  parameters: NonNullable<Parameters>,
  ...rest: Rest<Options, { limit?: number | undefined }>
): AsyncGenerator<ItemOf<Answer, Field>, void, undefined> {
  const { limit = Infinity, ...options } = (rest[0] ?? {}) as CallOptions & { limit?: number };
  let left = limit;
  if (left <= 0) return;
  const { items: field } = detailsOf(list);
  const goThrough = pages as unknown as (
    list: unknown,
    parameters: unknown,
    options: CallOptions,
  ) => AsyncIterable<Answer>;
  for await (const page of goThrough(list, parameters, options)) {
    for (const item of itemsOf(page, field)) {
      yield item as ItemOf<Answer, Field>;
      left -= 1;
      if (left <= 0) return;
    }
  }
}

function detailsOf(list: object): MethodDetails {
  return targetOf(list)?.details ?? {};
}

function itemsOf(page: object, field: string | undefined): unknown[] {
  if (field !== undefined) {
    const found: unknown = (page as Record<string, unknown>)[field] ?? [];
    return Array.isArray(found) ? found : Object.entries(found as object);
  }
  const lists = Object.entries(page).filter(
    ([name, value]) => Array.isArray(value) && name !== "unreachable" && name !== "warnings",
  );
  if (lists.length > 1) {
    const names = lists.map(([name]) => name).join(", ");
    throw new TypeError(`The page has more than one list (${names}): go through it with pages().`);
  }
  return (lists[0]?.[1] ?? []) as unknown[];
}
