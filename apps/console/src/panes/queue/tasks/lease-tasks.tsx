import { Group, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useApi } from "../../../api/api-context.tsx";
import { useChanged } from "../../../api/use-changed.ts";
import { useProjectId } from "../../../shell/project.ts";
import { FormDialog } from "../../../ui/form-dialog.tsx";
import { plural } from "../../../ui/words.ts";

/** Leases tasks by hand, as a worker does: nobody else gets them until the lease ends. */
export function LeaseTasks(props: { queue: string; opened: boolean; onClose: () => void }) {
  const { queue, opened, onClose } = props;
  const { client } = useApi();
  const project = useProjectId();
  const changed = useChanged("projects", project);
  const [numTasks, setNumTasks] = useState("1");
  const [leaseSecs, setLeaseSecs] = useState("60");
  const [tag, setTag] = useState("");
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title="Lease tasks"
      verb="Lease"
      action={() =>
        client.tasks.lease({
          project,
          queue,
          numTasks: Number(numTasks),
          leaseSecs: Number(leaseSecs),
          ...(tag === "" ? {} : { tag }),
        })
      }
      onDone={({ items = [] }) =>
        changed(
          items.length === 0
            ? "No task can be leased now."
            : `${plural(items.length, "task")} leased for ${leaseSecs} s.`,
        )
      }
    >
      <Text size="sm" c="dimmed">
        The oldest available tasks. Workers do not get them until the lease ends; each lease counts.
      </Text>
      <Group grow>
        <TextInput
          label="How many"
          inputMode="numeric"
          pattern="\d{1,4}"
          required
          data-autofocus
          value={numTasks}
          onChange={(event) => setNumTasks(event.currentTarget.value.trim())}
        />
        <TextInput
          label="For how many seconds"
          inputMode="numeric"
          pattern="\d{1,6}"
          required
          value={leaseSecs}
          onChange={(event) => setLeaseSecs(event.currentTarget.value.trim())}
        />
      </Group>
      <TextInput
        label="Tag"
        description="Only tasks with this tag; tasks of every tag when it is empty."
        value={tag}
        onChange={(event) => setTag(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
