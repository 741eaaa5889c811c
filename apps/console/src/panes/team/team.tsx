import { Button, NativeSelect, Text, TextInput } from "@mantine/core";
import type { Member } from "@leasehold/leasehold-v1";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../api/api-context.tsx";
import { useChanged } from "../../api/use-changed.ts";
import { useList } from "../../api/use-list.ts";
import { useProjectId, useRole } from "../../shell/project.ts";
import { ConfirmButton } from "../../ui/confirm.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Failure } from "../../ui/failure.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { Section } from "../../ui/section.tsx";

type Role = "owner" | "editor" | "viewer";

const roles: { value: Role; label: string }[] = [
  { value: "owner", label: "Owner" },
  { value: "editor", label: "Editor" },
  { value: "viewer", label: "Viewer" },
];

/** Who works on the project, and what each may do. */
export function Team() {
  const { client } = useApi();
  const project = useProjectId();
  const { canOwn } = useRole();
  const [adding, setAdding] = useState(false);
  const query = useList(["projects", project, "members"], (page, options) =>
    client.members.list({ project, ...page }, options),
  );
  return (
    <Page
      title="Team"
      lead="Owners do everything, and choose who is here. Editors change applications, keys, queues and tasks. Viewers look."
      actions={canOwn && <Button onClick={() => setAdding(true)}>Add member</Button>}
    >
      <Section title="Members">
        <Loaded query={query}>{(members) => <MemberTable members={members} />}</Loaded>
      </Section>
      <AddMember opened={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

function MemberTable({ members }: { members: readonly Member[] }) {
  const { client } = useApi();
  const project = useProjectId();
  const { canOwn } = useRole();
  const changed = useChanged("projects", project);
  const change = useMutation({
    mutationFn: ({ email, role }: { email: string; role: Role }) =>
      client.members.patch({ project, email }, { body: { role } }),
    onSuccess: ({ email, role }) => changed(`${email ?? ""} is now ${role ?? ""} of this project.`),
  });
  return (
    <>
      {change.isError && <Failure error={change.error} />}
      <DataTable
        label="Members"
        rows={members}
        rowKey={({ email = "" }) => email}
        columns={[
          {
            heading: "Member",
            cell: ({ email, name }) => (
              <div>
                <Text size="sm" fw={600}>
                  {name ?? email}
                </Text>
                <Text size="xs" c="dimmed">
                  {name === undefined ? "No account yet" : email}
                </Text>
              </div>
            ),
          },
          {
            heading: "Role",
            cell: ({ email = "", role = "viewer" }) =>
              canOwn ? (
                <NativeSelect
                  size="xs"
                  w="8rem"
                  aria-label={`Role of ${email}`}
                  data={roles}
                  value={role}
                  onChange={(event) =>
                    change.mutate({ email, role: event.currentTarget.value as Role })
                  }
                />
              ) : (
                roles.find(({ value }) => value === role)?.label
              ),
          },
          ...(canOwn
            ? [
                {
                  cell: ({ email = "" }: Member) => (
                    <ConfirmButton
                      title="Remove this member?"
                      verb="Remove"
                      ariaLabel={`Remove ${email}`}
                      action={() => client.members.remove({ project, email })}
                      onDone={() => changed(`${email} was removed.`)}
                    >
                      {email} will not see this project any more. What they made stays.
                    </ConfirmButton>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

function AddMember({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { client } = useApi();
  const project = useProjectId();
  const changed = useChanged("projects", project);
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("editor");
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title="Add a member"
      verb="Add"
      ready={email.includes("@")}
      action={() => client.members.add({ project }, { body: { email, role } })}
      onDone={() => {
        setEmail("");
        changed(`${email} was added.`);
      }}
    >
      <TextInput
        label="E-mail address"
        description="Of a user of this service, or of a service account. The account may be made later."
        type="email"
        value={email}
        required
        data-autofocus
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <NativeSelect
        label="Role"
        data={roles}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value as Role)}
      />
    </FormDialog>
  );
}
