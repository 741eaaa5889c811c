import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useApi } from "../../api/api-context.tsx";
import { useChanged } from "../../api/use-changed.ts";
import { useProject, useProjectId } from "../../shell/project.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";

/** Gives the project another name for people. */
export function RenameProject() {
  const { client } = useApi();
  const id = useProjectId();
  const project = useProject();
  const changed = useChanged();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState("");
  return (
    <>
      <Button
        variant="default"
        disabled={project.data === undefined}
        onClick={() => {
          setName(project.data?.name ?? "");
          setOpened(true);
        }}
      >
        Rename
      </Button>
      <FormDialog
        opened={opened}
        onClose={() => setOpened(false)}
        title="Rename this project"
        verb="Rename"
        ready={name.trim() !== ""}
        action={() => client.projects.patch({ project: id }, { body: { name: name.trim() } })}
        onDone={() => changed("The project has a new name.")}
      >
        <TextInput
          label="Name"
          value={name}
          maxLength={100}
          required
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}
