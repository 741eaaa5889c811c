import { Stack, Text, TextInput } from "@mantine/core";
import type { Quotas as Limits } from "@leasehold/leasehold-v1";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../api/api-context.tsx";
import { useChanged } from "../../api/use-changed.ts";
import { useMe } from "../../session/me.ts";
import { useProjectId } from "../../shell/project.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Page } from "../../ui/page.tsx";
import { Section } from "../../ui/section.tsx";
import { SectionForm } from "../../ui/section-form.tsx";
import { countWords } from "../../ui/words.ts";
import classes from "./quotas.module.css";

const refreshMs = 5000;
const unlimited = -1;

/** How much the project's applications may call, and how much of it they have used. */
export function Quotas() {
  const { client } = useApi();
  const project = useProjectId();
  const me = useMe();
  const query = useQuery({
    queryKey: ["projects", project, "quotas"],
    queryFn: ({ signal }) => client.quotas.get({ project }, { signal }),
    refetchInterval: refreshMs,
  });
  return (
    <Page
      title="Quotas"
      lead="A call beyond a limit is refused: with dailyLimitExceeded until midnight UTC, or with userRateLimitExceeded for the rest of the second."
    >
      <Section title="Calls today">
        <Loaded query={query} lines={2}>
          {(limits) => <Today limits={limits} />}
        </Loaded>
      </Section>
      <Section
        title="Limits"
        about={
          me.data?.administrator === true
            ? "What applies to this project."
            : "An administrator of the service can change them."
        }
      >
        <Loaded query={query} lines={2}>
          {(limits) => (
            <LimitsForm
              key={`${limits.requestsPerDay}-${limits.requestsPerUserPerSecond}`}
              limits={limits}
              readOnly={me.data?.administrator !== true}
            />
          )}
        </Loaded>
      </Section>
    </Page>
  );
}

function Today({ limits }: { limits: Limits }) {
  const used = Number(limits.requestsToday ?? 0);
  const most = Number(limits.requestsPerDay ?? unlimited);
  return (
    <Stack gap={6}>
      <Text size="xl" fw={650} className={classes["figure"]}>
        {countWords(used)}
        <Text span size="sm" c="dimmed" fw={400}>
          {most === unlimited ? " calls, without a limit" : ` of ${countWords(most)} calls`}
        </Text>
      </Text>
      {most !== unlimited && (
        <meter
          className={classes["meter"]}
          aria-label="Calls today"
          min={0}
          max={Math.max(1, most)}
          high={most * 0.8}
          value={Math.min(used, most)}
        />
      )}
      <Text size="sm" c="dimmed">
        Counting starts again <Moment at={limits.resetTime} />.
      </Text>
    </Stack>
  );
}

function LimitsForm({ limits, readOnly }: { limits: Limits; readOnly: boolean }) {
  const { client } = useApi();
  const project = useProjectId();
  const changed = useChanged("projects", project);
  const [perDay, setPerDay] = useState(written(limits.requestsPerDay));
  const [perSecond, setPerSecond] = useState(written(limits.requestsPerUserPerSecond));
  return (
    <SectionForm
      verb="Save"
      readOnly={readOnly}
      action={() =>
        client.quotas.patch(
          { project },
          {
            body: {
              requestsPerDay: perDay.trim() || String(unlimited),
              requestsPerUserPerSecond: Number(perSecond.trim() || unlimited),
            },
          },
        )
      }
      onDone={() => changed("The limits were changed.")}
    >
      <TextInput
        label="Calls a day"
        description="Of the whole project. Empty: as many as it likes."
        inputMode="numeric"
        pattern="\s*\d*\s*"
        readOnly={readOnly}
        value={perDay}
        onChange={(event) => setPerDay(event.currentTarget.value)}
      />
      <TextInput
        label="Calls a second for each user"
        description="Empty: as many as they like."
        inputMode="numeric"
        pattern="\s*\d*\s*"
        readOnly={readOnly}
        value={perSecond}
        onChange={(event) => setPerSecond(event.currentTarget.value)}
      />
      {limits.isDefault === true && (
        <Text size="sm" c="dimmed">
          These are what the service gives to every project.
        </Text>
      )}
    </SectionForm>
  );
}

function written(limit: string | number | undefined): string {
  return limit === undefined || Number(limit) === unlimited ? "" : String(limit);
}
