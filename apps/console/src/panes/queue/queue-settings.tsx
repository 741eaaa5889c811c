import { Checkbox, TextInput } from "@mantine/core";
import type { Queue } from "@leasehold/leasehold-v1";
import { useState } from "react";
import { useApi } from "../../api/api-context.tsx";
import { useChanged } from "../../api/use-changed.ts";
import { useProjectId, useRole } from "../../shell/project.ts";
import { Section } from "../../ui/section.tsx";
import { SectionForm } from "../../ui/section-form.tsx";

/** What can be set of a queue. */
export function QueueSettings({ queue }: { queue: Queue }) {
  const { client } = useApi();
  const project = useProjectId();
  const { canEdit } = useRole();
  const changed = useChanged("projects", project);
  const { name = "" } = queue;
  const [maxLeases, setMaxLeases] = useState(String(queue.maxLeases ?? 0));
  const [deadLetterQueue, setDeadLetterQueue] = useState(queue.deadLetterQueue ?? "");
  const [disabled, setDisabled] = useState(queue.disabled ?? false);
  return (
    <Section title="Settings">
      <SectionForm
        verb="Save"
        readOnly={!canEdit}
        action={() =>
          client.queues.patch(
            { project, queue: name },
            { body: { maxLeases: Number(maxLeases || 0), deadLetterQueue, disabled } },
          )
        }
        onDone={() => changed(`The settings of ${name} were changed.`)}
      >
        <TextInput
          label="Leases of a task"
          description="After so many the task is deleted, or moved to the dead-letter queue. 0: as many as it takes."
          inputMode="numeric"
          pattern="\d{1,9}"
          required
          readOnly={!canEdit}
          value={maxLeases}
          onChange={(event) => setMaxLeases(event.currentTarget.value.trim())}
        />
        <TextInput
          label="Dead-letter queue"
          description="The name of another queue of this project. Empty: none."
          readOnly={!canEdit}
          value={deadLetterQueue}
          onChange={(event) => setDeadLetterQueue(event.currentTarget.value.trim())}
        />
        <Checkbox
          label="Disabled"
          description="It refuses inserts and leases; its tasks stay."
          disabled={!canEdit}
          checked={disabled}
          onChange={(event) => setDisabled(event.currentTarget.checked)}
        />
      </SectionForm>
    </Section>
  );
}
