import { Badge, Group, Stack, Text } from "@mantine/core";
import { CodeBlock } from "../../ui/code-block.tsx";
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
          <CodeBlock
            label="Headers of the answer"
            text={headers.map(([name, value]) => `${name}: ${value}`).join("\n")}
          />
        </details>
        {text === "" ? (
          <Text size="sm">The answer has no body.</Text>
        ) : (
          <CodeBlock label="Body of the answer" text={text.slice(0, shownMax)} copy={text} />
        )}
      </Stack>
    </Section>
  );
}
