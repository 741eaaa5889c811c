import { useApi } from "../../api/api-context.tsx";
import { useProjectId } from "../../shell/project.ts";
import { ConfirmButton } from "../../ui/confirm.tsx";

/** Deletes the project, after its id was typed. */
export function DeleteProject() {
  const { client } = useApi();
  const project = useProjectId();
  return (
    <ConfirmButton
      title="Delete this project?"
      verb="Delete project"
      compact={false}
      typed={project}
      action={() => client.projects.delete({ project, confirm: project })}
      onDone={() => {
        sessionStorage.clear();
        location.assign("/console/projects");
      }}
    >
      Its applications, keys, queues and tasks are deleted with it, and tokens of its applications
      stop working at once. This cannot be undone.
    </ConfirmButton>
  );
}
