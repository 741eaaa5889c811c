import type { Queue } from "@leasehold/leasehold-v1";
import { useState } from "react";
import { useApi } from "../../api/api-context.tsx";
import { useChanged } from "../../api/use-changed.ts";
import { useProjectId, useRole } from "../../shell/project.ts";
import { Empty } from "../../ui/empty.tsx";
import { LinesInput, linesOf } from "../../ui/lines-input.tsx";
import { Section } from "../../ui/section.tsx";
import { SectionForm } from "../../ui/section-form.tsx";

const lists = [
  {
    name: "consumerEmails",
    label: "May read, lease, renew and delete tasks",
  },
  { name: "producerEmails", label: "May insert tasks" },
  { name: "adminEmails", label: "May do everything, and see these lists" },
] as const;

type Lists = Record<(typeof lists)[number]["name"], string>;

/** Who may use the queue through the Task Queue API. */
export function QueueAccess({ queue }: { queue: Queue }) {
  const { client } = useApi();
  const project = useProjectId();
  const { canOwn } = useRole();
  const changed = useChanged("projects", project);
  const { name = "", acl } = queue;
  const [values, setValues] = useState<Lists>({
    consumerEmails: (acl?.consumerEmails ?? []).join("\n"),
    producerEmails: (acl?.producerEmails ?? []).join("\n"),
    adminEmails: (acl?.adminEmails ?? []).join("\n"),
  });
  if (!canOwn) {
    return (
      <Section title="Who may use it">
        <Empty title="Owners of the project see and change this" />
      </Section>
    );
  }
  return (
    <Section
      title="Who may use it"
      about="E-mail addresses of users and service accounts, one on a line. Applications act for them when they call the Task Queue API."
    >
      <SectionForm
        verb="Save"
        action={() =>
          client.queues.patch(
            { project, queue: name },
            {
              body: {
                acl: {
                  consumerEmails: linesOf(values.consumerEmails),
                  producerEmails: linesOf(values.producerEmails),
                  adminEmails: linesOf(values.adminEmails),
                },
              },
            },
          )
        }
        onDone={() => changed(`Who may use ${name} was changed.`)}
      >
        {lists.map((list) => (
          <LinesInput
            key={list.name}
            label={list.label}
            value={values[list.name]}
            onChange={(value) => setValues((before) => ({ ...before, [list.name]: value }))}
          />
        ))}
      </SectionForm>
    </Section>
  );
}
