import { invalidParameter } from "../api/api-error.ts";

/** The parameters of a list. */
export interface PageParameters {
  maxResults: number;
  pageToken?: string;
}

/** One page of a list in the order of its keys. A token is the last key of the page before. */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { maxResults, pageToken }: PageParameters,
): { items: Item[] | undefined; nextPageToken: string | undefined } {
  const after = pageToken === undefined ? "" : keyIn(pageToken);
  const rest = items
    .filter((item) => keyOf(item) > after)
    .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const page = rest.slice(0, maxResults);
  const last = page.at(-1);
  const goesOn = last !== undefined && rest.length > page.length;
  return {
    items: last === undefined ? undefined : page,
    nextPageToken: goesOn ? Buffer.from(keyOf(last)).toString("base64url") : undefined,
  };
}

function keyIn(pageToken: string): string {
  const bytes = Buffer.from(pageToken, "base64url");
  if (bytes.length > 0 && bytes.toString("base64url") === pageToken) return bytes.toString();
  throw invalidParameter(
    "pageToken",
    "Invalid value for pageToken: it must be the nextPageToken of the page before.",
  );
}
