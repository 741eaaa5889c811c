import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";

const pageSize = 1000;

/** What a list shows at most; who has more of something narrows it down by other means. */
const pagesMax = 5;

interface ListPage<Item> {
  items?: Item[];
  nextPageToken?: string;
}

/** Where a page begins, and the signal that ends its call. */
export interface PageRequest {
  maxResults: number;
  pageToken?: string;
}

/** Everything of a short list, such as the keys of a project: its pages, one after the other. */
export function useList<Item>(
  queryKey: readonly unknown[],
  load: (page: PageRequest, options: { signal: AbortSignal }) => Promise<ListPage<Item>>,
  options: { refetchInterval?: number; enabled?: boolean } = {},
): UseQueryResult<Item[]> {
  return useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const items: Item[] = [];
      let pageToken: string | undefined;
      for (let page = 0; page < pagesMax; page += 1) {
        const request = { maxResults: pageSize, ...(pageToken === undefined ? {} : { pageToken }) };
        const answer = await load(request, { signal });
        items.push(...(answer.items ?? []));
        pageToken = answer.nextPageToken;
        if (pageToken === undefined) break;
      }
      return items;
    },
    placeholderData: keepPreviousData,
    ...options,
  });
}
