import type { AuthorityContext } from "../context.ts";
import { PageError } from "../http/page-error.ts";
import { isKnownScope, parseScope } from "../scopes.ts";
import { AuthorizationRefusal } from "./authorization-refusal.ts";
import { atOrigin } from "./console-client.ts";
import { type ClientWithProject, findClient } from "./find-client.ts";
import { type ChallengeMethod, isChallenge } from "./pkce.ts";
import { isRegisteredRedirectUri } from "./redirect-uri.ts";
import type { Reader } from "./request-reader.ts";
import {
  checkIdTokenRequest,
  readResponseTypes,
  responseMode,
  type ResponseMode,
  type ResponseType,
} from "./response-type.ts";

/** An authorization request (RFC 6749, section 4.1.1) that may be put to a person. */
export interface AuthorizationRequest {
  client: ClientWithProject;
  redirectUri: string;
  responseTypes: ReadonlySet<ResponseType>;
  mode: ResponseMode;
  state: string | undefined;
  scopes: string[];
  nonce: string | undefined;
  challenge: { value: string; method: ChallengeMethod } | undefined;
  /** `access_type=offline`: the answer may carry a refresh token. */
  offline: boolean;
  /** `include_granted_scopes=true`: the token holds what was granted before, too. */
  includeGranted: boolean;
  /** `prompt=none`: answer without a page, or refuse. */
  silent: boolean;
  /** Ask for consent even where it was given. */
  forceConsent: boolean;
  /** `prompt=login`: ask to sign in even where a session exists. */
  forceSignIn: boolean;
  /** `prompt=select_account`: ask which of the signed-in accounts it shall be. */
  selectAccount: boolean;
  /** `hd`: only accounts of this domain, in lower case. */
  hostedDomain: string | undefined;
  /** Sign in again when the last time is longer ago (OpenID Connect Core, section 3.1.2.1). */
  maxAgeSeconds: number | undefined;
  loginHint: string | undefined;
}

/** `scope`, `state` and the rest of an authorization request together, in characters. */
export const requestLengthMax = 8192;

/**
 * Reads an authorization request. Until client and redirect address are known to belong together every mistake is a
 * page; after that it is an answer to the client.
 *
 * @param origin - the origin of ours that the browser reached.
 * @throws PageError `invalid_client`, `redirect_uri_mismatch`, `invalid_request`
 * @throws AuthorizationRefusal with any code of RFC 6749, section 4.1.2.1
 */
export async function readAuthorizationRequest(
  context: Pick<AuthorityContext, "database">,
  parameters: URLSearchParams,
  origin: string,
): Promise<AuthorizationRequest> {
  const client = atOrigin(await readClient(context, parameters), origin);
  const redirectUri = readRedirectUri(client, parameters);
  const state = parameters.get("state") || undefined;
  const mode = responseMode(redirectUri, parameters);
  const reader: Reader = {
    client,
    mode,
    one: (name) => {
      const values = parameters.getAll(name);
      if (values.length > 1) reader.refuse("invalid_request", `${name} is there more than once.`);
      return values[0] === "" ? undefined : values[0];
    },
    refuse: (code, description) => {
      throw new AuthorizationRefusal({ code, description, redirectUri, mode, state });
    },
  };
  const responseTypes = readResponseTypes(reader);
  checkUnsupported(reader);
  reader.one("state");
  const scopes = readScopes(reader);
  const nonce = reader.one("nonce");
  if (responseTypes.has("id_token")) checkIdTokenRequest(reader, { scopes, nonce });
  return {
    client,
    redirectUri,
    responseTypes,
    mode,
    state,
    scopes,
    nonce,
    challenge: readChallenge(reader, responseTypes),
    offline: readChoice(reader, "access_type", ["online", "offline"]) === "offline",
    includeGranted: readChoice(reader, "include_granted_scopes", ["false", "true"]) === "true",
    ...readPrompt(reader),
    maxAgeSeconds: readMaxAge(reader),
    loginHint: reader.one("login_hint"),
    hostedDomain: readHostedDomain(reader),
  };
}

async function readClient(
  context: Pick<AuthorityContext, "database">,
  parameters: URLSearchParams,
): Promise<ClientWithProject> {
  const [clientId, ...others] = parameters.getAll("client_id");
  if (clientId === undefined || clientId === "" || others.length > 0) {
    throw badRequest("invalid_request", "The request must name one application by its client_id.");
  }
  const client = await findClient(context, clientId);
  if (client !== undefined) return client;
  throw badRequest(
    "invalid_client",
    `No application is registered here with the client_id “${shortened(clientId)}”. Whoever runs the application that sent you here must register it, or correct its client_id.`,
  );
}

function readRedirectUri(client: ClientWithProject, parameters: URLSearchParams): string {
  const [redirectUri, ...others] = parameters.getAll("redirect_uri");
  if (redirectUri === undefined || redirectUri === "" || others.length > 0) {
    throw badRequest("invalid_request", "The request must carry one redirect_uri.");
  }
  if (isRegisteredRedirectUri(client, redirectUri)) return redirectUri;
  throw badRequest(
    "redirect_uri_mismatch",
    `The redirect_uri “${shortened(redirectUri)}” is not one that the application “${client.name}” registered. Whoever runs the application must register this address, to the letter.`,
  );
}

function badRequest(code: string, message: string): PageError {
  return new PageError({ code, status: 400, title: "This request cannot be answered", message });
}

function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}

// OpenID Connect Core, 3.1.2.6 has a code for each.
function checkUnsupported(reader: Reader): void {
  for (const name of ["request", "request_uri", "registration"]) {
    if (reader.one(name) !== undefined) {
      reader.refuse(`${name}_not_supported`, `The parameter ${name} is not supported.`);
    }
  }
}

function readScopes(reader: Reader): string[] {
  const scopes = parseScope(reader.one("scope") ?? "");
  if (scopes.length === 0) reader.refuse("invalid_scope", "scope is missing.");
  const unknown = scopes.filter((scope) => !isKnownScope(scope));
  if (unknown.length > 0) {
    reader.refuse(
      "invalid_scope",
      `Some requested scopes were invalid. {invalid=[${unknown.join(", ")}]}`,
    );
  }
  return scopes;
}

function readChallenge(
  reader: Reader,
  types: ReadonlySet<ResponseType>,
): AuthorizationRequest["challenge"] {
  const value = reader.one("code_challenge");
  const method = reader.one("code_challenge_method") ?? "plain";
  if (value === undefined) {
    if (reader.client.secret_hash !== null || !types.has("code")) return undefined;
    return reader.refuse(
      "invalid_request",
      "code_challenge is missing: a client without a secret must use PKCE (RFC 7636).",
    );
  }
  if (method !== "S256" && method !== "plain") {
    return reader.refuse("invalid_request", "code_challenge_method must be S256 or plain.");
  }
  if (!isChallenge(value, method)) {
    reader.refuse("invalid_request", `code_challenge has not the form of ${method}.`);
  }
  return { value, method };
}

function readPrompt(
  reader: Reader,
): Pick<AuthorizationRequest, "silent" | "forceConsent" | "forceSignIn" | "selectAccount"> {
  const prompts = (reader.one("prompt") ?? "").split(" ").filter((prompt) => prompt !== "");
  const unknown = prompts.find((prompt) => !knownPrompts.has(prompt));
  if (unknown !== undefined) {
    reader.refuse("invalid_request", "prompt must be none, consent, select_account or login.");
  }
  if (prompts.includes("none") && prompts.length > 1) {
    reader.refuse("invalid_request", "prompt none stands alone.");
  }
  const approval = readChoice(reader, "approval_prompt", ["auto", "force"]);
  return {
    silent: prompts.includes("none"),
    forceConsent: prompts.includes("consent") || approval === "force",
    forceSignIn: prompts.includes("login"),
    selectAccount: prompts.includes("select_account"),
  };
}

const knownPrompts: ReadonlySet<string> = new Set(["none", "consent", "select_account", "login"]);

// An asterisk stands for any domain.
function readHostedDomain(reader: Reader): string | undefined {
  const domain = reader.one("hd")?.toLowerCase();
  return domain === "*" ? undefined : domain;
}

function readMaxAge(reader: Reader): number | undefined {
  const text = reader.one("max_age");
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) {
    reader.refuse("invalid_request", "max_age must be a number of seconds.");
  }
  return Number(text);
}

/** A parameter with a few possible values, the first of which is the default. */
function readChoice<Choice extends string>(
  reader: Reader,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const value = reader.one(name);
  if (value === undefined) return choices[0];
  const choice = choices.find((candidate) => candidate === value);
  return choice ?? reader.refuse("invalid_request", `${name} must be ${choices.join(" or ")}.`);
}
