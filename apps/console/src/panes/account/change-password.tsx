import { Button, PasswordInput, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../api/api-context.tsx";
import { useMe } from "../../session/me.ts";
import { useAnnounce } from "../../ui/announcements.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Section } from "../../ui/section.tsx";

const lengthMin = 10;

/** Changes the person's password; other browsers have to sign in again. */
export function ChangePassword() {
  const { client } = useApi();
  const me = useMe();
  const announce = useAnnounce();
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const change = useMutation({
    mutationFn: () => client.me.changePassword({}, { body: { currentPassword, newPassword } }),
    onSuccess: () => {
      setCurrent("");
      setNew("");
      announce("Your password was changed.");
    },
  });
  return (
    <Section
      title="Password"
      about="Changing it signs you out of every browser; sign in again with the new one."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <Stack maw="24rem" gap="sm">
          <input
            type="hidden"
            name="username"
            autoComplete="username"
            value={me.data?.email ?? ""}
          />
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            required
            value={currentPassword}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label="New password"
            description={`At least ${lengthMin} characters.`}
            autoComplete="new-password"
            required
            minLength={lengthMin}
            value={newPassword}
            onChange={(event) => setNew(event.currentTarget.value)}
          />
          {change.isError && <Failure error={change.error} />}
          <Button
            type="submit"
            style={{ alignSelf: "flex-start" }}
            loading={change.isPending}
            disabled={currentPassword === "" || newPassword.length < lengthMin}
          >
            Change password
          </Button>
        </Stack>
      </form>
    </Section>
  );
}
