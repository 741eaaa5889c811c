import { Button } from "@mantine/core";
import type { Consumer } from "@leasehold/leasehold-v1";
import { useState } from "react";
import { useApi } from "../../../api/api-context.tsx";
import { useList } from "../../../api/use-list.ts";
import { useProjectId, useRole } from "../../../shell/project.ts";
import { Copyable } from "../../../ui/copy.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Named } from "../../../ui/named.tsx";
import { Section } from "../../../ui/section.tsx";
import { type Once, ShownOnce } from "../../../ui/shown-once.tsx";
import { ConsumerButtons } from "./consumer-buttons.tsx";
import { ConsumerForm } from "./consumer-form.tsx";
import { onceOf } from "./once-of.ts";

/** The applications that sign their requests with OAuth 1.0. */
export function Consumers() {
  const { client } = useApi();
  const project = useProjectId();
  const { canEdit } = useRole();
  const [dialog, setDialog] = useState<{ edit?: Consumer }>();
  const [once, setOnce] = useState<Once>();
  const query = useList(["projects", project, "consumers"], (page, options) =>
    client.consumers.list({ project, ...page }, options),
  );
  return (
    <Section
      title="OAuth 1.0 consumers"
      about="Applications that sign their requests with OAuth 1.0. They send an API key along."
      actions={
        canEdit && (
          <Button variant="default" onClick={() => setDialog({})}>
            Register consumer
          </Button>
        )
      }
    >
      <Loaded query={query} lines={1}>
        {(consumers) =>
          consumers.length === 0 ? (
            <Empty title="No consumer yet">
              New applications use OAuth 2.0; consumers are for those that already sign requests.
            </Empty>
          ) : (
            <DataTable
              label="OAuth 1.0 consumers"
              rows={consumers}
              rowKey={({ key = "" }) => key}
              columns={[
                {
                  heading: "Application",
                  cell: ({ name, hasSecret, certificatePem }) => (
                    <Named name={name} detail={signsWith({ hasSecret, certificatePem })} />
                  ),
                },
                {
                  heading: "Consumer key",
                  cell: ({ key = "" }) => <Copyable text={key} label="Copy consumer key" />,
                },
                { heading: "Realm", cell: ({ realm }) => realm },
                { heading: "Created", cell: ({ createTime }) => <Moment at={createTime} /> },
                ...(canEdit
                  ? [
                      {
                        cell: (consumer: Consumer) => (
                          <ConsumerButtons
                            consumer={consumer}
                            onEdit={() => setDialog({ edit: consumer })}
                            onSecret={setOnce}
                          />
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          )
        }
      </Loaded>
      {dialog !== undefined && (
        <ConsumerForm
          {...(dialog.edit === undefined ? {} : { consumer: dialog.edit })}
          onClose={() => setDialog(undefined)}
          onCreated={(made) =>
            made.secret === undefined
              ? undefined
              : setOnce(onceOf(made, "The consumer is registered"))
          }
        />
      )}
      <ShownOnce once={once} onClose={() => setOnce(undefined)} />
    </Section>
  );
}

function signsWith(consumer: {
  hasSecret: boolean | undefined;
  certificatePem: string | undefined;
}): string {
  const ways = [
    ...(consumer.hasSecret === true ? ["HMAC, with its secret"] : []),
    ...(consumer.certificatePem === undefined ? [] : ["RSA, with its certificate"]),
  ];
  return ways.length === 0 ? "Cannot sign yet" : `Signs by ${ways.join(" or ")}`;
}
