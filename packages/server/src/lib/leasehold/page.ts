import { invalidParameter } from "../api/api-error.ts";

/** The parameters of a list. */
export interface PageParameters {
  maxResults: number;
  pageToken?: string;
}

/** A page as lists answer it. */
export interface Page<Item> {
  items: Item[] | undefined;
  nextPageToken: string | undefined;
}

/**
 * Reads one page of a list in the order of its keys. A token is the last key of the page before.
 *
 * @param read - gives the items after a key, the empty text for the first ones.
 */
export async function readPage<Item>(
  { maxResults, pageToken }: PageParameters,
  read: (request: { after: string; limit: number }) => Promise<readonly Item[]>,
  keyOf: (item: Item) => string,
): Promise<Page<Item>> {
  const after = pageToken === undefined ? "" : keyIn(pageToken);
  // One more than asked for says whether there is another page.
  const found = await read({ after, limit: maxResults + 1 });
  const items = found.slice(0, maxResults);
  const last = items.at(-1);
  const goesOn = last !== undefined && found.length > items.length;
  return {
    items: last === undefined ? undefined : items,
    nextPageToken: goesOn ? Buffer.from(keyOf(last)).toString("base64url") : undefined,
  };
}

/** The part of a whole list that {@link readPage} asks for. */
export function partOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { after, limit }: { after: string; limit: number },
): Item[] {
  return items
    .filter((item) => keyOf(item) > after)
    .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
    .slice(0, limit);
}

function keyIn(pageToken: string): string {
  const bytes = Buffer.from(pageToken, "base64url");
  if (bytes.length > 0 && bytes.toString("base64url") === pageToken) return bytes.toString();
  throw invalidParameter(
    "pageToken",
    "Invalid value for pageToken: it must be the nextPageToken of the page before.",
  );
}
