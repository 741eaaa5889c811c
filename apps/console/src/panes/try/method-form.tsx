import { Button, Code, Group, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useCurrentProject } from "../../shell/current-project.ts";
import { CodeInput } from "../../ui/code-input.tsx";
import { Described } from "../../ui/described.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Section } from "../../ui/section.tsx";
import { AnswerView } from "./answer-view.tsx";
import {
  type ApiDocument,
  bodyTemplate,
  type Method,
  type Parameter,
  parametersOf,
} from "./document.ts";
import { buildRequest, type Filled, missingParameters } from "./request.ts";
import { RequestView } from "./request-view.tsx";
import { useRun } from "./use-run.ts";

/** The form of a method, the request that it makes, and the answer. */
export function MethodForm({ document, method }: { document: ApiDocument; method: Method }) {
  const project = useCurrentProject();
  const [values, setValues] = useState<Record<string, string>>(
    "project" in (method.parameters ?? {}) && project !== undefined ? { project } : {},
  );
  const [body, setBody] = useState(() => bodyTemplate(document, method) ?? "");
  const filled: Filled = { values, body };
  const missing = missingParameters(method, filled);
  const run = useRun();
  return (
    <>
      <Section title={method.id} about={<Described text={method.description ?? ""} />}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            run.mutate(buildRequest(document, method, filled));
          }}
        >
          <Stack maw="44rem">
            {parametersOf(method).map(([name, parameter]) => (
              <ParameterField
                key={name}
                name={name}
                parameter={parameter}
                value={values[name] ?? ""}
                onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
              />
            ))}
            {method.request !== undefined && (
              <CodeInput
                label="Body"
                description="JSON. It starts with every member; take out what you do not mean."
                rows={Math.min(16, body.split("\n").length + 1)}
                value={body}
                onChange={setBody}
              />
            )}
            <Group>
              <Button type="submit" loading={run.isPending} disabled={missing.length > 0}>
                Run
              </Button>
              {missing.length > 0 && (
                <Text size="sm" c="dimmed">
                  Still needed: {missing.join(", ")}
                </Text>
              )}
            </Group>
          </Stack>
        </form>
      </Section>
      <RequestView document={document} method={method} filled={filled} />
      {run.isError && <Failure error={run.error} />}
      {run.data !== undefined && <AnswerView answer={run.data} />}
      {method.scopes !== undefined && (
        <Text size="sm" c="dimmed">
          An application needs one of these scopes:{" "}
          {method.scopes.map((scope) => (
            <Code key={scope} mr={4}>
              {scope}
            </Code>
          ))}
        </Text>
      )}
    </>
  );
}

function ParameterField(props: {
  name: string;
  parameter: Parameter;
  value: string;
  onChange: (value: string) => void;
}) {
  const { name, parameter, value, onChange } = props;
  const { description = "", required = false, repeated = false, type = "string" } = parameter;
  const field = {
    label: name,
    description: <Described text={repeated ? `${description} One on a line.` : description} />,
    required,
    value,
    ...(parameter.default === undefined ? {} : { placeholder: parameter.default }),
  };
  const choices = parameter.enum ?? (type === "boolean" ? ["true", "false"] : undefined);
  if (repeated) {
    return (
      <Textarea {...field} rows={2} onChange={(event) => onChange(event.currentTarget.value)} />
    );
  }
  if (choices !== undefined) {
    return (
      <NativeSelect
        {...field}
        data={[{ value: "", label: parameter.default ?? "" }, ...choices]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...field}
      spellCheck={false}
      autoComplete="off"
      {...(type === "integer" ? { inputMode: "numeric" as const } : {})}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
