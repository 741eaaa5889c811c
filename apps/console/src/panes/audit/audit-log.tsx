import { Button, Code, Group, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { AuditLine, AuditLines } from "@leasehold/leasehold-v1";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Bars } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Named } from "../../ui/named.tsx";
import { Section } from "../../ui/section.tsx";

const pageSize = 50;

interface Filter {
  actor?: string;
  action?: string;
  maxResults: number;
  pageToken?: string;
}

/** Lines of an audit log, latest first, a page at a time. */
export function AuditLog(props: {
  queryKey: readonly unknown[];
  load: (filter: Filter, options: { signal: AbortSignal }) => Promise<AuditLines>;
  showProject?: boolean;
}) {
  const { queryKey, load, showProject = false } = props;
  const [actor, setActor] = useState("");
  const [action, setAction] = useState("");
  const [filter] = useDebouncedValue({ actor: actor.trim(), action: action.trim() }, 300);
  const query = useInfiniteQuery({
    queryKey: [...queryKey, filter],
    queryFn: ({ signal, pageParam }) =>
      load(
        {
          maxResults: pageSize,
          ...(filter.actor && { actor: filter.actor }),
          ...(filter.action && { action: filter.action }),
          ...(pageParam !== "" && { pageToken: pageParam }),
        },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextPageToken,
    placeholderData: keepPreviousData,
  });
  const lines = query.data?.pages.flatMap(({ items = [] }) => items);
  return (
    <Section
      title="Changes"
      actions={
        <Group gap="xs">
          <TextInput
            size="xs"
            aria-label="Filter by who did it"
            placeholder="Who: ada@example.com"
            value={actor}
            onChange={(event) => setActor(event.currentTarget.value)}
          />
          <TextInput
            size="xs"
            aria-label="Filter by action"
            placeholder="Action: queue."
            value={action}
            onChange={(event) => setAction(event.currentTarget.value)}
          />
        </Group>
      }
    >
      {query.isError && <Failure error={query.error} onRetry={query.refetch} />}
      {lines === undefined && !query.isError && <Bars lines={6} />}
      {lines?.length === 0 && <Empty title="Nothing was changed that fits this" />}
      {lines !== undefined && lines.length > 0 && (
        <DataTable
          label="Changes"
          rows={lines}
          rowKey={({ id = "" }) => id}
          columns={columns(showProject)}
        />
      )}
      {query.hasNextPage && (
        <Group justify="center" mt="sm">
          <Button
            variant="default"
            size="compact-sm"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show earlier
          </Button>
        </Group>
      )}
    </Section>
  );
}

function columns(showProject: boolean): Column<AuditLine>[] {
  return [
    { heading: "When", cell: ({ time }) => <Moment at={time} /> },
    {
      heading: "Who",
      cell: ({ actor, application }) => (
        <Named
          name={actor}
          {...(application === undefined ? {} : { detail: `with ${application}` })}
        />
      ),
    },
    { heading: "Action", cell: ({ action }) => <Code>{action}</Code> },
    ...(showProject
      ? [{ heading: "Project", cell: ({ project }: AuditLine) => project ?? "–" }]
      : []),
    {
      heading: "What",
      cell: ({ target, detail }) => (
        <Named name={target} {...(detail === undefined ? {} : { detail: inWords(detail) })} />
      ),
    },
  ];
}

const wordsMax = 200;

// What a change was about is a different thing for each action: its members, those that say something, in a row.
function inWords(detail: unknown): string {
  const members = typeof detail === "object" && detail !== null ? Object.entries(detail) : [];
  const text = members
    .filter(([, value]) => value !== null && value !== "" && !isEmptyList(value))
    .map(([name, value]) => `${name}: ${wordsOf(value)}`)
    .join(" · ");
  return text.length > wordsMax ? `${text.slice(0, wordsMax)}…` : text;
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
