import { Button } from "@mantine/core";
import type { Queue } from "@leasehold/leasehold-v1";
import { useMutation } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { useApi } from "../../api/api-context.tsx";
import { useChanged } from "../../api/use-changed.ts";
import { useProjectId, useRole } from "../../shell/project.ts";
import { ConfirmButton } from "../../ui/confirm.tsx";
import { Failure } from "../../ui/failure.tsx";
import { plural } from "../../ui/words.ts";

/** Pause or resume, purge, delete. */
export function QueueButtons({ queue: { name: queue = "", paused = false } }: { queue: Queue }) {
  const { client } = useApi();
  const project = useProjectId();
  const { canEdit } = useRole();
  const changed = useChanged("projects", project);
  const [, navigate] = useLocation();
  const pause = useMutation({
    mutationFn: () =>
      paused ? client.queues.resume({ project, queue }) : client.queues.pause({ project, queue }),
    onSuccess: ({ paused: nowPaused }) =>
      changed(nowPaused ? `${queue} is paused: it leases nothing.` : `${queue} leases again.`),
  });
  if (!canEdit) return null;
  return (
    <>
      {pause.isError && <Failure error={pause.error} />}
      <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate()}>
        {paused ? "Resume" : "Pause"}
      </Button>
      <ConfirmButton
        title="Delete all tasks of this queue?"
        verb="Purge"
        compact={false}
        typed={queue}
        action={() => client.queues.purge({ project, queue })}
        onDone={({ deletedTasks }) =>
          changed(`${plural(Number(deletedTasks ?? 0), "task")} of ${queue} were deleted.`)
        }
      >
        Leased tasks are deleted too: workers that hold them find that out when they are done. This
        cannot be undone.
      </ConfirmButton>
      <ConfirmButton
        title="Delete this queue?"
        verb="Delete queue"
        compact={false}
        typed={queue}
        action={() => client.queues.delete({ project, queue })}
        onDone={() => {
          changed(`${queue} was deleted.`);
          navigate("/queues");
        }}
      >
        Its tasks are deleted with it. This cannot be undone.
      </ConfirmButton>
    </>
  );
}
