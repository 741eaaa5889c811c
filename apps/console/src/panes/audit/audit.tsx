import { useApi } from "../../api/api-context.tsx";
import { useProjectId } from "../../shell/project.ts";
import { Page } from "../../ui/page.tsx";
import { AuditLog } from "./audit-log.tsx";

/** What was changed in the project, and by whom. */
export function ProjectAudit() {
  const { client } = useApi();
  const project = useProjectId();
  return (
    <Page
      title="Audit log"
      lead="What was changed in this project, by whom, and with which application."
    >
      <AuditLog
        queryKey={["projects", project, "audit"]}
        load={(filter, options) => client.audit.list({ project, ...filter }, options)}
      />
    </Page>
  );
}

/** What was changed in the whole service. */
export function ServiceAudit() {
  const { client } = useApi();
  return (
    <Page
      title="Audit log of the service"
      lead="What was changed in all projects and in the service itself."
    >
      <AuditLog
        queryKey={["audit"]}
        showProject
        load={(filter, options) => client.audit.listAll(filter, options)}
      />
    </Page>
  );
}
