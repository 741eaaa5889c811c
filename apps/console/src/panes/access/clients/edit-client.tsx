import { Checkbox, TextInput } from "@mantine/core";
import type { Client } from "@leasehold/leasehold-v1";
import { useState } from "react";
import { useApi } from "../../../api/api-context.tsx";
import { useChanged } from "../../../api/use-changed.ts";
import { useProjectId } from "../../../shell/project.ts";
import { FormDialog } from "../../../ui/form-dialog.tsx";
import { linesOf } from "../../../ui/lines-input.tsx";
import { kindOf } from "./client-types.ts";
import { Origins, Redirects } from "./client-wizard.tsx";

/** Changes what can be changed of a client: its name and its addresses. */
export function EditClient({ client: each, onClose }: { client: Client; onClose: () => void }) {
  const { client } = useApi();
  const project = useProjectId();
  const changed = useChanged("projects", project);
  const kind = kindOf(each.type);
  const [name, setName] = useState(each.name ?? "");
  const [redirects, setRedirects] = useState((each.redirectUris ?? []).join("\n"));
  const [origins, setOrigins] = useState((each.javascriptOrigins ?? []).join("\n"));
  const [outOfBand, setOutOfBand] = useState(each.outOfBand ?? false);
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={`Edit ${each.name ?? "client"}`}
      verb="Save"
      size="lg"
      ready={name.trim() !== ""}
      action={() =>
        client.clients.patch(
          { project, client: each.id ?? "" },
          {
            body: {
              name: name.trim(),
              ...(kind.redirects ? { redirectUris: linesOf(redirects) } : {}),
              ...(kind.origins ? { javascriptOrigins: linesOf(origins) } : {}),
              ...(each.type === "installed" ? { outOfBand } : {}),
            },
          },
        )
      }
      onDone={() => changed(`${name.trim()} was changed.`)}
    >
      <TextInput
        label="Name of the application"
        value={name}
        required
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {kind.redirects && <Redirects value={redirects} onChange={setRedirects} />}
      {kind.origins && <Origins value={origins} onChange={setOrigins} />}
      {each.type === "installed" && (
        <Checkbox
          label="May show the code for people to copy"
          checked={outOfBand}
          onChange={(event) => setOutOfBand(event.currentTarget.checked)}
        />
      )}
    </FormDialog>
  );
}
