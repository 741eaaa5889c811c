import { Anchor } from "@mantine/core";
import { Link } from "wouter";
import { TimeChart } from "../../charts/time-chart.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Section } from "../../ui/section.tsx";
import { spans } from "../traffic/spans.ts";
import { useTraffic } from "../traffic/use-traffic.ts";

/** The calls of the last hour, by how they were answered. */
export function LastHour() {
  const span = spans.hour;
  const query = useTraffic({ span, groupBy: "statusClass" });
  return (
    <Section
      title="Calls in the last hour"
      actions={
        <Anchor component={Link} href="/traffic" size="sm">
          All traffic
        </Anchor>
      }
    >
      <Loaded query={query}>
        {({ times, series }) => (
          <TimeChart
            label="Calls a minute in the last hour, by status"
            times={times}
            series={series}
            kind="bars"
            height={160}
            formatTime={span.formatTime}
          />
        )}
      </Loaded>
    </Section>
  );
}
