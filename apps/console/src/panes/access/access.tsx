import { Page } from "../../ui/page.tsx";
import { Accounts } from "./accounts/accounts.tsx";
import { Clients } from "./clients/clients.tsx";
import { Consumers } from "./consumers/consumers.tsx";
import { Keys } from "./keys/keys.tsx";

/** How applications are known to the service: OAuth clients, keys, service accounts, OAuth 1.0 consumers. */
export function Access() {
  return (
    <Page
      title="API Access"
      lead="Every request identifies an application of a project. Register yours here."
    >
      <Clients />
      <Keys />
      <Accounts />
      <Consumers />
    </Page>
  );
}
