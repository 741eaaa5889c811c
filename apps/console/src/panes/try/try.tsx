import { NativeSelect, SimpleGrid } from "@mantine/core";
import { useLocation, useSearchParams } from "wouter";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { Section } from "../../ui/section.tsx";
import { type ApiDocument, methodsOf } from "./document.ts";
import { MethodForm } from "./method-form.tsx";
import { useApis, useDocument } from "./use-documents.ts";

/** Any method of the service's APIs, with a form made from its discovery document. */
export function Try() {
  const apis = useApis();
  const [search, setSearch] = useSearchParams();
  const api = apis.data?.find(({ id }) => id === search.get("api")) ?? apis.data?.[0];
  const document = useDocument(api);
  return (
    <Page
      title="Try it"
      lead="Pick a method, fill in its parameters and run it as yourself. It is a real call: what it changes is changed."
    >
      <Loaded query={apis} lines={2}>
        {(all) => (
          <Section title="Method">
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <NativeSelect
                label="API"
                value={api?.id ?? ""}
                data={all.map(({ id, title }) => ({ value: id, label: `${title ?? id} (${id})` }))}
                onChange={(event) => setSearch({ api: event.currentTarget.value })}
              />
              {document.data !== undefined && <MethodSelect document={document.data} />}
            </SimpleGrid>
          </Section>
        )}
      </Loaded>
      <Loaded query={document}>{(found) => <Chosen document={found} />}</Loaded>
    </Page>
  );
}

function useMethod(document: ApiDocument) {
  const [search] = useSearchParams();
  const methods = methodsOf(document);
  return methods.find(({ place }) => place === search.get("method")) ?? methods[0];
}

function MethodSelect({ document }: { document: ApiDocument }) {
  const method = useMethod(document);
  const [, navigate] = useLocation();
  return (
    <NativeSelect
      label="Method"
      value={method?.place ?? ""}
      data={methodsOf(document).map(({ place }) => place)}
      onChange={(event) => {
        const query = new URLSearchParams({ api: document.id, method: event.currentTarget.value });
        navigate(`/try?${query.toString()}`);
      }}
    />
  );
}

function Chosen({ document }: { document: ApiDocument }) {
  const method = useMethod(document);
  if (method === undefined) return null;
  return <MethodForm key={method.id} document={document} method={method} />;
}
