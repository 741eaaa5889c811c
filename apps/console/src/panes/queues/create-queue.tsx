import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { useApi } from "../../api/api-context.tsx";
import { useChanged } from "../../api/use-changed.ts";
import { useProjectId } from "../../shell/project.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";

/** Makes a pull queue. */
export function CreateQueue({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { client } = useApi();
  const project = useProjectId();
  const changed = useChanged("projects", project);
  const [, navigate] = useLocation();
  const [name, setName] = useState("");
  const [maxLeases, setMaxLeases] = useState("");
  const [deadLetterQueue, setDeadLetterQueue] = useState("");
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title="Create a queue"
      verb="Create"
      ready={name !== ""}
      action={() =>
        client.queues.create(
          { project },
          {
            body: {
              name,
              ...(maxLeases === "" ? {} : { maxLeases: Number(maxLeases) }),
              ...(deadLetterQueue === "" ? {} : { deadLetterQueue }),
            },
          },
        )
      }
      onDone={() => {
        changed(`The queue ${name} was created.`);
        navigate(`/queues/${name}`);
      }}
    >
      <TextInput
        label="Name"
        description="1 to 100 letters, digits and hyphens."
        value={name}
        required
        data-autofocus
        maxLength={100}
        pattern="[A-Za-z0-9\-]+"
        onChange={(event) => setName(event.currentTarget.value.trim())}
      />
      <TextInput
        label="Leases of a task"
        description="After so many the task is deleted, or moved to the dead-letter queue. Empty: as many as it takes."
        inputMode="numeric"
        pattern="\d{0,9}"
        value={maxLeases}
        onChange={(event) => setMaxLeases(event.currentTarget.value.trim())}
      />
      <TextInput
        label="Dead-letter queue"
        description="The name of another queue of this project. Empty: none."
        value={deadLetterQueue}
        onChange={(event) => setDeadLetterQueue(event.currentTarget.value.trim())}
      />
    </FormDialog>
  );
}
