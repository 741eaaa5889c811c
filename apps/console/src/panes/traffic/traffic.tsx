import { SegmentedControl, Stack } from "@mantine/core";
import { useState } from "react";
import { TimeChart } from "../../charts/time-chart.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { Section } from "../../ui/section.tsx";
import { countWords } from "../../ui/words.ts";
import { spans } from "./spans.ts";
import { type GroupBy, useTraffic } from "./use-traffic.ts";

type SpanName = keyof typeof spans;

const groups: { by: GroupBy; title: string; heading: string }[] = [
  { by: "application", title: "By application", heading: "Application" },
  { by: "method", title: "By method", heading: "Method" },
  { by: "statusClass", title: "By answer", heading: "Answer" },
];

/** Who calls what, how often, and how it is answered. */
export function Traffic() {
  const [spanName, setSpanName] = useState<SpanName>("hour");
  return (
    <Page
      title="Traffic"
      lead="The calls of this project's applications. The credential of a call tells which application it is."
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Time"
          value={spanName}
          onChange={(value) => setSpanName(value as SpanName)}
          data={Object.entries(spans).map(([value, { label }]) => ({ value, label }))}
        />
      }
    >
      {groups.map(({ by, title, heading }) => (
        <Graph key={by} by={by} title={title} heading={heading} spanName={spanName} />
      ))}
    </Page>
  );
}

function Graph(props: { by: GroupBy; title: string; heading: string; spanName: SpanName }) {
  const { by, title, heading, spanName } = props;
  const span = spans[spanName];
  const query = useTraffic({ span, groupBy: by });
  return (
    <Section title={title}>
      <Loaded query={query}>
        {({ times, series, totals }) =>
          totals.length === 0 ? (
            <Empty title="No call in this time">
              Calls appear here within seconds, with the application that made them.
            </Empty>
          ) : (
            <Stack gap="sm">
              <TimeChart
                label={`Calls over time, ${title.toLowerCase()}`}
                times={times}
                series={series}
                kind="bars"
                formatTime={span.formatTime}
              />
              <DataTable
                label={`Calls, ${title.toLowerCase()}`}
                rows={totals}
                rowKey={({ id }) => id}
                columns={[
                  { heading, cell: ({ name }) => name },
                  { heading: "Calls", numeric: true, cell: ({ total }) => countWords(total) },
                ]}
              />
            </Stack>
          )
        }
      </Loaded>
    </Section>
  );
}
