import { Button, Group, Stack, Text } from "@mantine/core";
import type { ServiceAccount, ServiceAccountKey } from "@leasehold/leasehold-v1";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../../api/api-context.tsx";
import { useChanged } from "../../../api/use-changed.ts";
import { useList } from "../../../api/use-list.ts";
import { useProjectId, useRole } from "../../../shell/project.ts";
import { ConfirmButton } from "../../../ui/confirm.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Failure } from "../../../ui/failure.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { type Once, ShownOnce } from "../../../ui/shown-once.tsx";
import { UploadKey } from "./upload-key.tsx";

/** The keys of a service account: made here, with a file that is given once, or uploaded. */
export function AccountKeys({
  account,
  onClose,
}: {
  account: ServiceAccount;
  onClose: () => void;
}) {
  const { email = "" } = account;
  const { client } = useApi();
  const project = useProjectId();
  const { canEdit } = useRole();
  const queryKey = ["projects", project, "serviceAccounts", email];
  const changed = useChanged(...queryKey);
  const [once, setOnce] = useState<Once>();
  const [uploading, setUploading] = useState(false);
  const query = useList(queryKey, (page, options) =>
    client.serviceAccounts.keys.list({ project, account: email, ...page }, options),
  );
  const create = useMutation({
    mutationFn: () => client.serviceAccounts.keys.create({ project, account: email }),
    onSuccess: (key) => {
      changed("The key was created.");
      setOnce(onceOf(email, key));
    },
  });
  return (
    <>
      <Dialog
        opened={once === undefined && !uploading}
        onClose={onClose}
        title={`Keys of ${email}`}
        size="lg"
      >
        <Stack>
          <Text size="sm" c="dimmed">
            Programs sign in with a key. The file of a key that is made here is given to you once;
            of a key that you upload, the private half never leaves you.
          </Text>
          <Loaded query={query} lines={1}>
            {(keys) =>
              keys.length === 0 ? (
                <Empty title="No key yet" />
              ) : (
                <KeyTable keys={keys} email={email} changed={changed} />
              )
            }
          </Loaded>
          {create.isError && <Failure error={create.error} />}
          {canEdit && (
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setUploading(true)}>
                Upload public key
              </Button>
              <Button loading={create.isPending} onClick={() => create.mutate()}>
                Create key
              </Button>
            </Group>
          )}
        </Stack>
      </Dialog>
      <UploadKey
        email={email}
        opened={uploading}
        onClose={() => setUploading(false)}
        onUploaded={() => changed("The key was uploaded.")}
      />
      <ShownOnce once={once} onClose={() => setOnce(undefined)} />
    </>
  );
}

function KeyTable(props: {
  keys: readonly ServiceAccountKey[];
  email: string;
  changed: (text: string) => void;
}) {
  const { keys, email, changed } = props;
  const { client } = useApi();
  const project = useProjectId();
  const { canEdit } = useRole();
  return (
    <DataTable
      label={`Keys of ${email}`}
      rows={keys}
      rowKey={({ id = "" }) => id}
      columns={[
        { heading: "Key id", cell: ({ id }) => id },
        { heading: "Created", cell: ({ createTime }) => <Moment at={createTime} /> },
        ...(canEdit
          ? [
              {
                cell: ({ id = "" }: ServiceAccountKey) => (
                  <ConfirmButton
                    title="Delete this key?"
                    verb="Delete"
                    ariaLabel={`Delete key ${id}`}
                    action={() =>
                      client.serviceAccounts.keys.delete({ project, account: email, key: id })
                    }
                    onDone={() => changed("The key was deleted.")}
                  >
                    What is signed with it is refused from then on.
                  </ConfirmButton>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function onceOf(email: string, { id = "", privateKeyFile = "" }: ServiceAccountKey): Once {
  const name = `${email.split("@")[0] ?? "key"}-${id.slice(0, 8)}.json`;
  return {
    title: "The key was created",
    facts: [
      { name: "Service account", value: email },
      { name: "Key id", value: id },
    ],
    file: { name, content: privateKeyFile },
  };
}
