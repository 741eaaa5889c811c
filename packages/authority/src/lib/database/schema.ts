import type { Selectable } from "kysely";
import type { Caller } from "../../authority.ts";

/**
 * The authority's tables. Times are milliseconds since the epoch; flags are 0 or 1; lists are JSON arrays;
 * `…_hash` is SHA-256 in base64url of a secret that is never kept; `…_sealed` is AES-256-GCM under the key file.
 */
export interface AuthorityTables {
  users: UserTable;
  sessions: SessionTable;
  pending_sign_ins: PendingSignInTable;
  invitations: InvitationTable;
  projects: ProjectTable;
  project_members: ProjectMemberTable;
  project_services: ProjectServiceTable;
  oauth_clients: OAuthClientTable;
  service_accounts: ServiceAccountTable;
  service_account_keys: ServiceAccountKeyTable;
  oauth_consumers: OAuthConsumerTable;
  api_keys: ApiKeyTable;
  queue_acl: QueueAclTable;
  delegations: DelegationTable;
  trusted_issuers: TrustedIssuerTable;
  grants: GrantTable;
  authorization_codes: AuthorizationCodeTable;
  device_codes: DeviceCodeTable;
  tokens: TokenTable;
  request_tokens: RequestTokenTable;
  signing_keys: SigningKeyTable;
  settings: SettingTable;
  attempts: AttemptTable;
  audit_log: AuditLogTable;
  project_quotas: ProjectQuotaTable;
  quota_use: QuotaUseTable;
  traffic: TrafficTable;
}

interface UserTable {
  id: string;
  /** Lower case, unique over users and service accounts. */
  email: string;
  name: string;
  /** `scrypt$N$r$p$salt$hash`, base64url; null until the invitation is used. */
  password_hash: string | null;
  is_administrator: number;
  created_at_ms: number;
}

interface SessionTable {
  id_hash: string;
  user_id: string;
  created_at_ms: number;
  /** Unused this long after, the session ends. */
  expires_at_ms: number;
}

/** Somebody who is away at the OpenID Connect provider. */
interface PendingSignInTable {
  state_hash: string;
  /** Nonce, PKCE verifier and where to go afterwards. */
  sealed: string;
  expires_at_ms: number;
}

/** A one-time link: to set the service up, to take an invited account, or to reset a password. */
interface InvitationTable {
  token_hash: string;
  purpose: "setup" | "password";
  user_id: string | null;
  expires_at_ms: number;
}

interface ProjectTable {
  id: string;
  number: string;
  name: string;
  created_at_ms: number;
}

export interface ProjectMemberTable {
  project_id: string;
  /** A user may be a member before the account exists. */
  email: string;
  role: "owner" | "editor" | "viewer";
}

/** A row here means ON. */
interface ProjectServiceTable {
  project_id: string;
  service: string;
}

export interface OAuthClientTable {
  id: string;
  project_id: string;
  type: "web" | "browser" | "installed" | "device";
  name: string;
  secret_hash: string | null;
  redirect_uris: string;
  javascript_origins: string;
  out_of_band: number;
  created_at_ms: number;
}

interface ServiceAccountTable {
  email: string;
  /** The `sub` of its tokens: digits. */
  unique_id: string;
  project_id: string;
  name: string;
  created_at_ms: number;
}

interface ServiceAccountKeyTable {
  service_account: string;
  id: string;
  public_key_pem: string;
  created_at_ms: number;
}

interface OAuthConsumerTable {
  key: string;
  project_id: string;
  name: string;
  secret_sealed: string | null;
  certificate_pem: string | null;
  realm: string;
  created_at_ms: number;
}

interface ApiKeyTable {
  id: string;
  project_id: string;
  kind: "server" | "browser";
  name: string;
  key_hash: string;
  key_sealed: string;
  /** CIDR blocks; an empty list allows every address. */
  allowed_ips: string;
  /** Patterns with `*`; an empty list allows every referer. */
  allowed_referers: string;
  created_at_ms: number;
}

export interface QueueAclTable {
  project_id: string;
  queue: string;
  email: string;
  role: "consumer" | "producer" | "admin";
}

/** Domain-wide delegation: what *Manage API client access* holds. `client` is a service account or an OAuth 1.0 consumer key. */
export interface DelegationTable {
  domain: string;
  client: string;
  scopes: string;
}

interface TrustedIssuerTable {
  audience: string;
  project_id: string;
  issuer: string;
  jwks_uri: string | null;
  jwks: string | null;
  subjects: string;
  service_account: string;
}

/** What one user has allowed one application: one row a pair, shared by all protocols. */
interface GrantTable {
  id: string;
  user_id: string;
  client_id: string;
  scopes: string;
  created_at_ms: number;
  updated_at_ms: number;
}

interface AuthorizationCodeTable {
  code_hash: string;
  grant_id: string;
  client_id: string;
  redirect_uri: string;
  scopes: string;
  nonce: string | null;
  code_challenge: string | null;
  code_challenge_method: "S256" | "plain" | null;
  /** 1 when the answer carries a refresh token. */
  offline: number;
  authenticated_at_ms: number;
  expires_at_ms: number;
  used_at_ms: number | null;
}

/** What a device waits for (RFC 8628): the code that it polls with, and the one that a person types in. */
interface DeviceCodeTable {
  device_code_hash: string;
  user_code_hash: string;
  client_id: string;
  scopes: string;
  /** Seconds that the device has to leave between two polls; grows when it does not. */
  interval_seconds: number;
  polled_at_ms: number | null;
  decision: "allow" | "deny" | null;
  /** What was allowed; with it goes the code. */
  grant_id: string | null;
  authenticated_at_ms: number | null;
  expires_at_ms: number;
}

interface TokenTable {
  token_hash: string;
  /** `signed` is an OAuth 1.0 access token: it is good for nothing without its secret. */
  kind: "access" | "refresh" | "signed";
  /** The secret of a signed token; null for the others. */
  secret_sealed: string | null;
  /** Null for service accounts. */
  grant_id: string | null;
  /** The code that the token came from: a second use of it revokes the token. */
  code_hash: string | null;
  /** An OAuth client's id, a service account's e-mail or an OAuth 1.0 consumer's key. */
  client_id: string;
  application_kind: "oauth-client" | "service-account" | "oauth-consumer";
  project_id: string;
  /** Whom the token acts as: a user's or a service account's e-mail. */
  subject: string;
  scopes: string;
  created_at_ms: number;
  /** For a refresh token: six months after the last use. */
  expires_at_ms: number;
}

/** What an OAuth 1.0 consumer asks a user for (RFC 5849, section 2.1), until it is exchanged for an access token. */
interface RequestTokenTable {
  token_hash: string;
  secret_sealed: string;
  consumer_key: string;
  scopes: string;
  /** An address under the consumer's realm, or `oob`. */
  callback: string;
  /** What the consumer calls itself; nobody has checked it. */
  display_name: string | null;
  /** What was allowed; null until then. With it goes the token. */
  grant_id: string | null;
  /** Made when it is allowed. Null in one that was allowed while signing in (hybrid): that one needs none. */
  verifier_hash: string | null;
  created_at_ms: number;
  expires_at_ms: number;
}

interface SigningKeyTable {
  kid: string;
  private_key_sealed: string;
  public_jwk: string;
  certificate_pem: string;
  created_at_ms: number;
}

interface SettingTable {
  name: string;
  value: string;
}

/** Attempts in a window of time: sign-in, token, device. */
interface AttemptTable {
  subject: string;
  window_start_ms: number;
  count: number;
}

interface AuditLogTable {
  id: string;
  at_ms: number;
  actor: string;
  action: string;
  target: string;
  detail: string;
  project_id: string | null;
  /** The id of the application that it was done with; null for a page of ours. */
  application: string | null;
}

export type User = Selectable<UserTable>;
export type OAuthClient = Selectable<OAuthClientTable>;
export type Token = Selectable<TokenTable>;
export type DeviceCode = Selectable<DeviceCodeTable>;

/** What the applications of a project may do; null is without a limit, and so is a project without a row. */
interface ProjectQuotaTable {
  project_id: string;
  requests_per_day: number | null;
  requests_per_user_per_second: number | null;
}

/** Calls that counted against a project's daily quota. */
interface QuotaUseTable {
  project_id: string;
  /** Midnight, UTC. */
  day_start_ms: number;
  calls: number;
}

/** Calls of an application, counted by minute, by hour and by day: three rows for the same call. */
interface TrafficTable {
  project_id: string;
  /** How long the row's stretch of time is. */
  step_ms: number;
  start_ms: number;
  application_kind: Caller["application"]["kind"];
  application_id: string;
  /** The discovery document's id of the method. */
  method: string;
  /** The HTTP status of the answers. */
  status: number;
  calls: number;
}
