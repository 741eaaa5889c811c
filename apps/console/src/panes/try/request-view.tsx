import { Tabs } from "@mantine/core";
import { CodeBlock } from "../../ui/code-block.tsx";
import { Section } from "../../ui/section.tsx";
import type { ApiDocument, Method } from "./document.ts";
import { asCommand, asCurl, asTypeScript, buildRequest, type Filled } from "./request.ts";

/** The request that the form makes: as it is sent, and for the tools that people use. */
export function RequestView(props: { document: ApiDocument; method: Method; filled: Filled }) {
  const { document, method, filled } = props;
  const request = buildRequest(document, method, filled);
  const forms = [
    {
      name: "HTTP",
      text: `${request.verb} ${request.url}\nAuthorization: Bearer …${request.body === undefined ? "" : `\nContent-Type: application/json\n\n${request.body}`}`,
    },
    { name: "curl", text: asCurl(request) },
    { name: "Command line", text: asCommand(document, method, filled) },
    { name: "TypeScript", text: asTypeScript(document, method, filled) },
  ];
  return (
    <Section title="Request">
      <Tabs defaultValue="HTTP">
        <Tabs.List>
          {forms.map(({ name }) => (
            <Tabs.Tab key={name} value={name}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {forms.map(({ name, text }) => (
          <Tabs.Panel key={name} value={name} pt="sm">
            <CodeBlock label={`Request: ${name}`} text={text} copy={text} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Section>
  );
}
