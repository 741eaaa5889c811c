import type { CallOptions } from "./client-runtime.ts";

/** A page of a list. */
export interface Page {
  /** Leads to the next page; left out or empty on the last one. */
  nextPageToken?: string;
}

/** The parameter that says which page; a call whose parameters are all optional may be called without any. */
export interface Paging {
  pageToken?: string | undefined;
}

/** A call that lists, one page at a time. */
export type ListCall<Parameters, Answer extends Page> = (
  parameters: Parameters,
  options?: CallOptions,
) => Promise<Answer>;

/** What the items of a page are: the elements of its array. */
export type ItemOf<Answer> = {
  [Name in Exclude<keyof Answer, SideList>]: NonNullable<
    Answer[Name]
  > extends readonly (infer Item)[]
    ? Item
    : never;
}[Exclude<keyof Answer, SideList>];

/** Arrays beside the items that say what is missing from them. */
type SideList = "unreachable" | "warnings";

/**
 * Goes through the pages of a list.
 * @param list - The call, such as `client.tasks.list`.
 * @param parameters - Its parameters; `pageToken` is where to begin.
 * @param options - `signal` ends it.
 */
export async function* pages<Parameters extends Paging | undefined, Answer extends Page>(
  list: ListCall<Parameters, Answer>,
  parameters: NonNullable<Parameters>,
  options: CallOptions = {},
): AsyncGenerator<Answer, void, undefined> {
  let next = parameters;
  for (;;) {
    options.signal?.throwIfAborted();
    const page = await list(next, options);
    yield page;
    if (!page.nextPageToken) return;
    if (page.nextPageToken === next.pageToken) {
      throw new Error(
        "The list does not end: the server answered with the page token that it was given.",
      );
    }
    next = { ...parameters, pageToken: page.nextPageToken };
  }
}

/**
 * Goes through the items of a list, page after page.
 * @param list - The call, such as `client.tasks.list`.
 * @param parameters - Its parameters; the number of results is that of one page.
 * @param options - `limit` is the largest number of items, default all; `signal` ends it.
 */
export async function* items<Parameters extends Paging | undefined, Answer extends Page>(
  list: ListCall<Parameters, Answer>,
  parameters: NonNullable<Parameters>,
  options: CallOptions & { limit?: number | undefined } = {},
): AsyncGenerator<ItemOf<Answer>, void, undefined> {
  const { limit = Infinity, ...callOptions } = options;
  let left = limit;
  if (left <= 0) return;
  for await (const page of pages(list, parameters, callOptions)) {
    for (const item of itemsOf(page)) {
      yield item;
      left -= 1;
      if (left <= 0) return;
    }
  }
}

function itemsOf<Answer extends Page>(page: Answer): ItemOf<Answer>[] {
  const lists = Object.entries(page).filter(
    ([name, value]) => Array.isArray(value) && name !== "unreachable" && name !== "warnings",
  );
  if (lists.length > 1) {
    const names = lists.map(([name]) => name).join(", ");
    throw new TypeError(`The page has more than one list (${names}): go through it with pages().`);
  }
  return (lists[0]?.[1] ?? []) as ItemOf<Answer>[];
}
