import { Group } from "@mantine/core";
import type { Consumer } from "@leasehold/leasehold-v1";
import { useApi } from "../../../api/api-context.tsx";
import { useChanged } from "../../../api/use-changed.ts";
import { useProjectId } from "../../../shell/project.ts";
import { ConfirmButton } from "../../../ui/confirm.tsx";
import { RowButton } from "../../../ui/row-button.tsx";
import type { Once } from "../../../ui/shown-once.tsx";
import { onceOf } from "./once-of.ts";

/** What can be done with a consumer. */
export function ConsumerButtons(props: {
  consumer: Consumer;
  onEdit: () => void;
  onSecret: (once: Once) => void;
}) {
  const { consumer, onEdit, onSecret } = props;
  const { key = "" } = consumer;
  const { client } = useApi();
  const project = useProjectId();
  const changed = useChanged("projects", project);
  return (
    <Group gap={2} justify="flex-end">
      <RowButton verb="Edit" of={key} onClick={onEdit} />
      <ConfirmButton
        title={consumer.hasSecret === true ? "Reset the secret?" : "Give it a secret?"}
        verb={consumer.hasSecret === true ? "Reset secret" : "Create secret"}
        ariaLabel={`${consumer.hasSecret === true ? "Reset" : "Create"} secret of ${key}`}
        action={() => client.consumers.resetSecret({ project, consumer: key })}
        onDone={(made) => {
          changed(`${key} has a new secret.`);
          onSecret(onceOf(made, "The new secret"));
        }}
      >
        The new secret is shown to you once. One that {key} uses now stops working at once.
      </ConfirmButton>
      <ConfirmButton
        title="Delete this consumer?"
        verb="Delete"
        ariaLabel={`Delete ${key}`}
        action={() => client.consumers.delete({ project, consumer: key })}
        onDone={() => changed(`${key} was deleted.`)}
      >
        Its tokens stop working at once. This cannot be undone.
      </ConfirmButton>
    </Group>
  );
}
