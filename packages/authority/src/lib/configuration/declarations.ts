import type { DelegationTable, OAuthClientTable, ProjectMemberTable } from "../database/schema.ts";
import type { ConsumerScope } from "../scopes.ts";
import type { Quotas } from "../usage/quota.ts";
import type { QueueDeclaration } from "./queue-row.ts";

/** A leasehold.yaml, read and checked. Files that it names have been read: texts stand in their place. */
export interface Configuration {
  consumerScope?: ConsumerScope;
  users: UserDeclaration[];
  projects: ProjectDeclaration[];
  delegations: DelegationDeclaration[];
  trustedIssuers: TrustedIssuerDeclaration[];
  signIn?: SignInDeclaration;
}

export interface UserDeclaration {
  /** Lower case. */
  email: string;
  /** Left out: the account has none until its owner sets one. */
  password?: string;
  /** Left out: the part of the e-mail before the @ for a new user. */
  name?: string;
  admin?: boolean;
}

export interface ProjectDeclaration {
  id: string;
  /** Digits; left out, a new project gets one. */
  number?: string;
  name?: string;
  members: { email: string; role: ProjectMemberTable["role"] }[];
  /** What is ON, exactly; left out, the switches stay as they are. */
  services?: string[];
  /** What is left out stays as it is. */
  quotas?: Partial<Quotas>;
  oauthClients: OAuthClientDeclaration[];
  serviceAccounts: ServiceAccountDeclaration[];
  oauthConsumers: OAuthConsumerDeclaration[];
  apiKeys: ApiKeyDeclaration[];
  queues: QueueDeclaration[];
}

export interface OAuthClientDeclaration {
  id: string;
  type: OAuthClientTable["type"];
  name: string;
  secret?: string;
  redirectUris: string[];
  javascriptOrigins: string[];
  outOfBand: boolean;
}

export interface ServiceAccountDeclaration {
  email: string;
  name?: string;
  keys: { id: string; publicKeyPem: string }[];
}

export interface OAuthConsumerDeclaration {
  key: string;
  name?: string;
  secret?: string;
  certificatePem?: string;
  realm: string;
}

export interface ApiKeyDeclaration {
  key: string;
  kind: "server" | "browser";
  name: string;
  allowedIps: string[];
  allowedReferers: string[];
}

export interface DelegationDeclaration extends Pick<DelegationTable, "domain" | "client"> {
  scopes: string[];
}

export interface TrustedIssuerDeclaration {
  project: string;
  audience: string;
  issuer: string;
  /** A JSON Web Key Set; else `jwksUri`. */
  jwks?: string;
  jwksUri?: string;
  /** Patterns with `*`. */
  subjects: string[];
  serviceAccount: string;
}

export interface SignInDeclaration {
  oidc?: { issuer: string; clientId: string; clientSecret: string };
}
