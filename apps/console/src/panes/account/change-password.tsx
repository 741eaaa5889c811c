import { PasswordInput } from "@mantine/core";
import { useState } from "react";
import { useApi } from "../../api/api-context.tsx";
import { useMe } from "../../session/me.ts";
import { useAnnounce } from "../../ui/announcements.tsx";
import { Section } from "../../ui/section.tsx";
import { SectionForm } from "../../ui/section-form.tsx";

const lengthMin = 10;

/** Changes the person's password; other browsers have to sign in again. */
export function ChangePassword() {
  const { client } = useApi();
  const me = useMe();
  const announce = useAnnounce();
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  return (
    <Section
      title="Password"
      about="Changing it signs you out of every browser; sign in again with the new one."
    >
      <SectionForm
        verb="Change password"
        ready={currentPassword !== "" && newPassword.length >= lengthMin}
        action={() => client.me.changePassword({}, { body: { currentPassword, newPassword } })}
        onDone={() => {
          setCurrent("");
          setNew("");
          announce("Your password was changed.");
        }}
      >
        <input type="hidden" name="username" autoComplete="username" value={me.data?.email ?? ""} />
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
      </SectionForm>
    </Section>
  );
}
