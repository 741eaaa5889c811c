import { Button, Group, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../api/api-context.tsx";
import { useChanged } from "../../api/use-changed.ts";
import { useProjectId, useRole } from "../../shell/project.ts";
import { CodeInput } from "../../ui/code-input.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { saveFile } from "../../ui/save-file.ts";

/** The queues as a queue.yaml: to read, to save, to change and apply. */
export function QueueYaml({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { client } = useApi();
  const project = useProjectId();
  const query = useQuery({
    queryKey: ["projects", project, "queue.yaml"],
    queryFn: async ({ signal }) =>
      (await client.queues.export({ project }, { signal })).queueYaml ?? "",
    enabled: opened,
    staleTime: 0,
  });
  return (
    <Dialog opened={opened} onClose={onClose} title="queue.yaml" size="xl">
      <Loaded query={query}>{(text) => <Editor key={text} text={text} onDone={onClose} />}</Loaded>
    </Dialog>
  );
}

function Editor({ text, onDone }: { text: string; onDone: () => void }) {
  const { client } = useApi();
  const project = useProjectId();
  const { canEdit } = useRole();
  const changed = useChanged("projects", project);
  const [queueYaml, setQueueYaml] = useState(text);
  const apply = useMutation({
    mutationFn: () => client.queues.apply({ project }, { body: { queueYaml } }),
    onSuccess: () => {
      changed("The queues are as the file declares them.");
      onDone();
    },
  });
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        Applying the file makes the queues as it declares them. A queue that it leaves out is
        deleted when it is empty, and disabled while it holds tasks.
      </Text>
      <CodeInput
        label="Text of the queue.yaml"
        rows={18}
        value={queueYaml}
        readOnly={!canEdit}
        onChange={setQueueYaml}
      />
      {apply.isError && <Failure error={apply.error} />}
      <Group justify="flex-end">
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => saveFile({ name: "queue.yaml", content: queueYaml })}
        >
          Download
        </Button>
        {canEdit && (
          <Button
            loading={apply.isPending}
            disabled={queueYaml === text}
            onClick={() => apply.mutate()}
          >
            Apply
          </Button>
        )}
      </Group>
    </Stack>
  );
}
