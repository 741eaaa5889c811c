import { Badge, Button, Checkbox, Group, TextInput } from "@mantine/core";
import type { Invitation, User } from "@leasehold/leasehold-v1";
import { useState } from "react";
import { useApi } from "../../api/api-context.tsx";
import { useChanged } from "../../api/use-changed.ts";
import { useList } from "../../api/use-list.ts";
import { ConfirmButton } from "../../ui/confirm.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Named } from "../../ui/named.tsx";
import { Page } from "../../ui/page.tsx";
import { RowButton } from "../../ui/row-button.tsx";
import { Section } from "../../ui/section.tsx";
import { type Once, ShownOnce } from "../../ui/shown-once.tsx";

/** Who may sign in; for administrators of the service. */
export function Users() {
  const { client } = useApi();
  const [dialog, setDialog] = useState<{ edit?: User }>();
  const [once, setOnce] = useState<Once>();
  const query = useList(["users"], (page, options) => client.users.list(page, options));
  return (
    <Page
      title="Users"
      lead="Only administrators make users: each gets a link to set a password with. Nobody can sign up."
      actions={<Button onClick={() => setDialog({})}>Invite user</Button>}
    >
      <Section title="All users">
        <Loaded query={query}>
          {(users) => (
            <UserTable users={users} onEdit={(edit) => setDialog({ edit })} onInvited={setOnce} />
          )}
        </Loaded>
      </Section>
      {dialog !== undefined && (
        <UserForm
          {...(dialog.edit === undefined ? {} : { user: dialog.edit })}
          onClose={() => setDialog(undefined)}
          onInvited={setOnce}
        />
      )}
      <ShownOnce once={once} onClose={() => setOnce(undefined)} />
    </Page>
  );
}

function UserTable(props: {
  users: readonly User[];
  onEdit: (user: User) => void;
  onInvited: (once: Once | undefined) => void;
}) {
  const { users, onEdit, onInvited } = props;
  return (
    <DataTable
      label="Users"
      rows={users}
      rowKey={({ id = "" }) => id}
      columns={[
        { heading: "User", cell: ({ name, email }) => <Named name={name} detail={email} /> },
        {
          heading: "Status",
          cell: ({ administrator, hasPassword }) => (
            <Group gap={4}>
              {administrator && <Badge>Administrator</Badge>}
              {!hasPassword && <Badge color="gray">No password</Badge>}
            </Group>
          ),
        },
        { heading: "Created", cell: ({ createTime }) => <Moment at={createTime} /> },
        { cell: (user) => <UserButtons user={user} onEdit={onEdit} onInvited={onInvited} /> },
      ]}
    />
  );
}

function UserButtons(props: {
  user: User;
  onEdit: (user: User) => void;
  onInvited: (once: Once | undefined) => void;
}) {
  const { user: each, onEdit, onInvited } = props;
  const { email = "" } = each;
  const { client } = useApi();
  const changed = useChanged("users");
  return (
    <Group gap={2} justify="flex-end">
      <RowButton verb="Edit" of={email} onClick={() => onEdit(each)} />
      <ConfirmButton
        title="Make a link to set a new password?"
        verb="Reset password"
        ariaLabel={`Reset password of ${email}`}
        action={() => client.users.resetPassword({ user: email })}
        onDone={(invitation) => onInvited(onceOf(invitation))}
      >
        The password of {email} works until somebody opens the link. Give it to them alone.
      </ConfirmButton>
      <ConfirmButton
        title="Delete this user?"
        verb="Delete"
        ariaLabel={`Delete ${email}`}
        action={() => client.users.delete({ user: email })}
        onDone={() => changed(`${email} was deleted.`)}
      >
        Sessions, tokens and memberships of {email} end at once. This cannot be undone.
      </ConfirmButton>
    </Group>
  );
}

function UserForm(props: {
  user?: User;
  onClose: () => void;
  onInvited: (once: Once | undefined) => void;
}) {
  const { user, onClose, onInvited } = props;
  const { client } = useApi();
  const changed = useChanged("users");
  const [email, setEmail] = useState(user?.email ?? "");
  const [name, setName] = useState(user?.name ?? "");
  const [administrator, setAdministrator] = useState(user?.administrator ?? false);
  const body = { administrator, ...(name.trim() === "" ? {} : { name: name.trim() }) };
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={user === undefined ? "Invite a user" : `Edit ${email}`}
      verb={user === undefined ? "Invite" : "Save"}
      ready={email.includes("@")}
      action={async () => {
        if (user === undefined) return client.users.create({}, { body: { email, ...body } });
        await client.users.patch({ user: email }, { body });
        return undefined;
      }}
      onDone={(invitation) => {
        changed(`${email} was ${user === undefined ? "invited" : "changed"}.`);
        if (invitation !== undefined) onInvited(onceOf(invitation));
      }}
    >
      <TextInput
        label="E-mail address"
        type="email"
        value={email}
        required
        disabled={user !== undefined}
        onChange={(event) => setEmail(event.currentTarget.value.trim())}
      />
      <TextInput
        label="Name"
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox
        label="Administrator of the service"
        description="Sees and changes every project, users and delegations."
        checked={administrator}
        onChange={(event) => setAdministrator(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}

// Where people sign in at another service there is no password to set, and no link.
function onceOf({ url, user }: Invitation): Once | undefined {
  if (url === undefined) return undefined;
  return {
    title: "Give this link to the user",
    facts: [{ name: `Link for ${user?.email ?? "the user"}`, value: url }],
  };
}
