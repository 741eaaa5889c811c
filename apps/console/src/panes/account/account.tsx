import { Page } from "../../ui/page.tsx";
import { useMe } from "../../session/me.ts";
import { Grants } from "./grants.tsx";
import { ChangePassword } from "./change-password.tsx";

/** What belongs to the person: the applications that they let in, and their password. */
export function Account() {
  const me = useMe();
  return (
    <Page title="Your account" lead={me.data?.email}>
      <Grants />
      {me.data?.hasPassword === true && <ChangePassword />}
    </Page>
  );
}
