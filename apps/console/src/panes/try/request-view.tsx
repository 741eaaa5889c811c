import { Tabs } from "@mantine/core";
import { CopyButton } from "../../ui/copy.tsx";
import { Section } from "../../ui/section.tsx";
import type { ApiDocument, Method } from "./document.ts";
import { asCommand, asCurl, asTypeScript, buildRequest, type Filled } from "./request.ts";
import classes from "./try.module.css";

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
            <div className={classes["code"]}>
              {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
              <pre tabIndex={0} aria-label={`Request: ${name}`}>
                {text}
              </pre>
              <div className={classes["copy"]}>
                <CopyButton text={text} label={`Copy ${name}`} />
              </div>
            </div>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Section>
  );
}
