import { Button, Group, Stack, TextInput } from "@mantine/core";
import type { Queue } from "@leasehold/leasehold-v1";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../../api/api-context.tsx";
import { useChanged } from "../../../api/use-changed.ts";
import { useProjectId, useRole } from "../../../shell/project.ts";
import { ConfirmButton } from "../../../ui/confirm.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Failure } from "../../../ui/failure.tsx";
import { FormDialog } from "../../../ui/form-dialog.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { PayloadView } from "../payload/payload-view.tsx";
import { TaskFacts } from "./task-facts.tsx";

/** A task with its payload, and what can be done with it. */
export function TaskDetails(props: { queue: Queue; task: string; onClose: () => void }) {
  const { queue, task, onClose } = props;
  const { name = "" } = queue;
  const { client } = useApi();
  const project = useProjectId();
  const { canEdit } = useRole();
  const [moving, setMoving] = useState(false);
  const query = useQuery({
    queryKey: ["projects", project, "queues", name, "task", task],
    queryFn: ({ signal }) => client.tasks.get({ project, queue: name, task }, { signal }),
  });
  return (
    <>
      <Dialog opened={!moving} onClose={onClose} title={`Task ${task}`} size="xl">
        <Loaded query={query}>
          {(found) => (
            <Stack>
              <TaskFacts task={found} />
              <PayloadView base64={found.payloadBase64 ?? ""} name={`${task}.payload`} />
              {canEdit && (
                <TaskButtons
                  queue={name}
                  task={task}
                  held={found.state !== "available"}
                  onMove={() => setMoving(true)}
                  onGone={onClose}
                />
              )}
            </Stack>
          )}
        </Loaded>
      </Dialog>
      <MoveTask
        queue={name}
        task={task}
        opened={moving}
        onClose={() => setMoving(false)}
        onMoved={onClose}
      />
    </>
  );
}

function TaskButtons(props: {
  queue: string;
  task: string;
  /** Leased or delayed: releasing makes it available. */
  held: boolean;
  onMove: () => void;
  onGone: () => void;
}) {
  const { queue, task, held, onMove, onGone } = props;
  const { client } = useApi();
  const project = useProjectId();
  const changed = useChanged("projects", project);
  const release = useMutation({
    mutationFn: () => client.tasks.release({ project, queue, task }),
    onSuccess: () => changed("The task is available again."),
  });
  return (
    <>
      {release.isError && <Failure error={release.error} />}
      <Group justify="flex-end" gap="xs">
        {held && (
          <Button
            variant="default"
            size="sm"
            loading={release.isPending}
            onClick={() => release.mutate()}
          >
            Release
          </Button>
        )}
        <Button variant="default" size="sm" onClick={onMove}>
          Move
        </Button>
        <ConfirmButton
          title="Delete this task?"
          verb="Delete task"
          compact={false}
          action={() => client.tasks.delete({ project, queue, task })}
          onDone={() => {
            changed(`The task ${task} was deleted.`);
            onGone();
          }}
        >
          A worker that has leased it finds that out when it is done. This cannot be undone.
        </ConfirmButton>
      </Group>
    </>
  );
}

function MoveTask(props: {
  queue: string;
  task: string;
  opened: boolean;
  onClose: () => void;
  onMoved: () => void;
}) {
  const { queue, task, opened, onClose, onMoved } = props;
  const { client } = useApi();
  const project = useProjectId();
  const changed = useChanged("projects", project);
  const [destination, setDestination] = useState("");
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title="Move this task"
      verb="Move"
      action={() =>
        client.tasks.move({
          project,
          queue,
          task,
          ...(destination === "" ? {} : { destination }),
        })
      }
      onDone={(moved) => {
        changed(`The task is in ${moved.queue ?? destination} now.`);
        onMoved();
      }}
    >
      <TextInput
        label="To the queue"
        description="Empty: back to the queue whose dead-letter queue this is. The task gets a new name, and its leases count from 0."
        value={destination}
        data-autofocus
        onChange={(event) => setDestination(event.currentTarget.value.trim())}
      />
    </FormDialog>
  );
}
