import { Badge, Group, Stack, Text } from "@mantine/core";
import { CopyButton } from "../../ui/copy.tsx";
import { Section } from "../../ui/section.tsx";
import classes from "./try.module.css";
import type { RawAnswer } from "./use-run.ts";

/** What is shown of a long answer; copying takes all of it. */
const shownMax = 200_000;

/** An answer: its status, how long it took, its headers and its body. */
export function AnswerView({ answer }: { answer: RawAnswer }) {
  const { status, statusText, headers, text, milliseconds } = answer;
  return (
    <Section title="Answer">
      <Stack gap="sm">
        <Group gap="xs" role="status">
          <Badge color={status < 400 ? "green" : "red"}>
            {status} {statusText}
          </Badge>
          <Text size="sm" c="dimmed">
            {milliseconds} ms
          </Text>
        </Group>
        <details>
          <summary className={classes["summary"]}>{headers.length} headers</summary>
          <pre className={classes["headers"]}>
            {headers.map(([name, value]) => `${name}: ${value}`).join("\n")}
          </pre>
        </details>
        {text === "" ? (
          <Text size="sm">The answer has no body.</Text>
        ) : (
          <div className={classes["code"]}>
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
            <pre tabIndex={0} aria-label="Body of the answer">
              {text.slice(0, shownMax)}
            </pre>
            <div className={classes["copy"]}>
              <CopyButton text={text} label="Copy answer" />
            </div>
          </div>
        )}
      </Stack>
    </Section>
  );
}
