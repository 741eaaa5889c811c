import type { SignInRequest } from "./checkid-request.ts";

const clientIdPrefix = "openid:";

/** What a person allows is kept for: the consumer, or a site that asks for nothing but who the person is. */
export function clientIdOf({ access, realm }: SignInRequest): string {
  return access?.consumer.key ?? `${clientIdPrefix}${realm}`;
}

/** The realm that {@link clientIdOf} made a client's id of; undefined for one of an application. */
export function realmOfClientId(clientId: string): string | undefined {
  return clientId.startsWith(clientIdPrefix) ? clientId.slice(clientIdPrefix.length) : undefined;
}

/** What a person knows the site by. */
export function siteName({ access, realm }: SignInRequest): string {
  return access?.consumer.name ?? realm;
}

/** What the site is allowed by a positive answer. Language and country it sees in each request of the browser. */
export function scopesOf({
  access,
  attributes,
}: Pick<SignInRequest, "access" | "attributes">): string[] {
  const wanted = new Set(attributes?.wanted.map(({ attribute }) => attribute));
  const scopes = ["openid"];
  if (wanted.has("email")) scopes.push("email");
  if (wanted.has("firstName") || wanted.has("lastName")) scopes.push("profile");
  return [...new Set([...scopes, ...(access?.scopes ?? [])])];
}
