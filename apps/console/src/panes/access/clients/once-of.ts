import type { Client } from "@leasehold/leasehold-v1";
import type { Once } from "../../../ui/shown-once.tsx";

/** What is shown of a client that has just been made or given a secret. */
export function onceOf(client: Client, title: string): Once {
  const { id = "", secret, clientSecretsFile } = client;
  return {
    title,
    facts: [
      { name: "Client ID", value: id },
      ...(secret === undefined ? [] : [{ name: "Client secret", value: secret }]),
    ],
    ...(clientSecretsFile === undefined
      ? {}
      : { file: { name: "client_secrets.json", content: clientSecretsFile } }),
  };
}
