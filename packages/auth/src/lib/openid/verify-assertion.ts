import { AuthError } from "../../auth-error.ts";
import { fetchText } from "../fetch-text.ts";
import { type AttributeName, attributeTypes, namespaces } from "./namespaces.ts";
import { discover, findEndpoint } from "./discover.ts";

/** What an OpenID provider has said, verified; of extensions only what it has signed. */
export interface VerifiedAssertion {
  claimedId: string;
  attributes: Partial<Record<AttributeName, string>>;
  /** Approved; undefined when the user allowed the sign-in only. */
  requestToken: string | undefined;
  scopes: string[];
}

interface Checked {
  /** All fields, without `openid.`. */
  fields: ReadonlyMap<string, string>;
  /** Those whose names are in `openid.signed`. */
  signed: ReadonlyMap<string, string>;
  /** The address that the browser came back to. */
  answer: URL;
  expected: Expected;
}

interface Expected {
  /** As it was sent, with the state of this sign-in. */
  returnTo: string;
  /** What names the provider. */
  provider: string;
  nowMs: number;
  fetch: typeof globalThis.fetch;
}

const prefix = "openid.";

/** A provider's clock and ours may differ by this much. */
const nonceWindowMs = 10 * 60_000;

/** OpenID Authentication 2.0, 11, and that what the extensions say is signed; from cheap to costly. */
const checks: readonly ((assertion: Checked) => void | Promise<void>)[] = [
  checkMode,
  checkReturnTo,
  checkSignedFields,
  checkExtensions,
  checkNonce,
  checkProvider,
  checkClaimedId,
  askProvider,
];

/**
 * Verifies a positive assertion, statelessly: the provider itself is asked about its signature (11.4.2), and says so
 * once.
 *
 * @throws AuthError redirect_invalid, access_denied, authorization_failed or assertion_invalid.
 */
export async function verifyAssertion(answer: URL, expected: Expected): Promise<VerifiedAssertion> {
  const fields = fieldsIn(answer.searchParams);
  const names = new Set((fields.get("signed") ?? "").split(","));
  const signed = new Map([...fields].filter(([name]) => names.has(name)));
  for (const check of checks) await check({ fields, signed, answer, expected });
  const oauth = extension(signed, namespaces.oauth);
  const scope = oauth.get("scope") ?? "";
  return {
    claimedId: signed.get("claimed_id") ?? "",
    attributes: attributesIn(extension(signed, namespaces.attributeExchange)),
    requestToken: oauth.get("request_token") || undefined,
    scopes: scope.split(" ").filter(Boolean),
  };
}

function fieldsIn(parameters: URLSearchParams): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (!name.startsWith(prefix)) continue;
    const field = name.slice(prefix.length);
    if (fields.has(field)) throw invalid(`${name} is there twice`);
    fields.set(field, value);
  }
  return fields;
}

function checkMode({ fields }: Checked): void {
  if (fields.size === 0) {
    throw new AuthError(
      "redirect_invalid",
      "That address holds no answer. One that is too long for an address comes as a form, which a web site gives as `form`; to paste the address, sign in with a shorter callback and fewer scopes.",
    );
  }
  const mode = fields.get("mode");
  if (fields.get("ns") !== namespaces.openId) throw invalid("it is no answer of OpenID 2.0");
  if (mode === "id_res") return;
  if (mode === "cancel") {
    throw new AuthError("access_denied", "Access was not allowed: sign in again and choose Allow.");
  }
  const said = mode === "setup_needed" ? "the user has to be asked" : fields.get("error");
  throw new AuthError(
    "authorization_failed",
    `The OpenID provider answered ${mode ?? "nothing"} (${said ?? "without a reason"}): check the consumer's realm and the scopes.`,
    { oauthError: mode },
  );
}

function checkReturnTo({ signed, answer, expected }: Checked): void {
  const wanted = new URL(expected.returnTo);
  const hasAll = [...wanted.searchParams].every(([name, value]) =>
    answer.searchParams.getAll(name).includes(value),
  );
  const isSame = wanted.origin === answer.origin && wanted.pathname === answer.pathname;
  if (signed.get("return_to") === expected.returnTo && isSame && hasAll) return;
  throw new AuthError(
    "state_mismatch",
    "The answer belongs to another sign-in (its return_to differs): start again and use the newest address.",
  );
}

const signedAlways = [
  "op_endpoint",
  "return_to",
  "response_nonce",
  "assoc_handle",
  "claimed_id",
  "identity",
];

function checkSignedFields({ signed }: Checked): void {
  const missing = signedAlways.find((name) => !signed.has(name));
  if (missing !== undefined) throw invalid(`openid.${missing} is not signed`);
}

// Whoever stands between could add what the provider never said.
function checkExtensions({ fields, signed }: Checked): void {
  // Fields of an extension have a dot in their name, those of the protocol have none.
  const unsigned = [...fields.keys()].find((name) => name.includes(".") && !signed.has(name));
  if (unsigned !== undefined) throw invalid(`openid.${unsigned} is not signed`);
}

function checkNonce({ signed, expected }: Checked): void {
  const nonce = signed.get("response_nonce") ?? "";
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/.exec(nonce)?.[0] ?? "";
  const distanceMs = Math.abs(Date.parse(time) - expected.nowMs);
  if (distanceMs <= nonceWindowMs) return;
  throw invalid("its nonce is too old, or this machine's clock is wrong");
}

async function checkProvider({ signed, expected }: Checked): Promise<void> {
  const endpoint = await findEndpoint(expected.provider, expected.fetch);
  if (signed.get("op_endpoint") !== endpoint) throw invalid("it is of another provider");
}

/** Discovery on what the user claims to be: the provider must be the one that may say so (11.2). */
async function checkClaimedId({ signed, expected }: Checked): Promise<void> {
  const claimedId = signed.get("claimed_id") ?? "";
  const isOurs =
    URL.canParse(claimedId) && new URL(claimedId).origin === new URL(expected.provider).origin;
  if (!isOurs) throw invalid(`the identity ${claimedId} is not of ${expected.provider}`);
  const [page = ""] = claimedId.split("#");
  const services = await discover(page, expected.fetch);
  const mayAssert = services.some(
    ({ types, uris, localId }) =>
      types.includes(namespaces.claimedId) &&
      uris.includes(signed.get("op_endpoint") ?? "") &&
      (localId === undefined || localId === signed.get("identity")),
  );
  if (!mayAssert) throw invalid(`the identity ${claimedId} names another provider`);
}

async function askProvider({ fields, signed, expected }: Checked): Promise<void> {
  const body = new URLSearchParams();
  for (const [name, value] of fields) body.set(prefix + name, value);
  body.set("openid.mode", "check_authentication");
  const endpoint = signed.get("op_endpoint") ?? "";
  const { fetch } = expected;
  const sent = { fetch, method: "POST", body, redirect: "error" } as const;
  const { response, text } = await fetchText(endpoint, sent);
  if (response.status >= 500) throw passing(endpoint, response.status);
  if (response.ok && text.split("\n").includes("is_valid:true")) return;
  throw invalid("the provider does not stand by its signature, or was asked before");
}

// Nothing is said of the assertion then: it is as good as before.
function passing(address: string, status: number): AuthError {
  return new AuthError(
    "token_endpoint_failed",
    `The OpenID provider cannot answer now (${address} said: HTTP status ${status}): try again in a moment.`,
    { status },
  );
}

/** The fields of an extension, under whatever alias. */
function extension(signed: ReadonlyMap<string, string>, namespace: string): Map<string, string> {
  const alias = aliasOf(signed, { kind: "ns", value: namespace });
  if (alias === undefined) return new Map();
  const start = `${alias}.`;
  return new Map(
    [...signed].flatMap(([name, value]) =>
      name.startsWith(start) ? [[name.slice(start.length), value] as const] : [],
    ),
  );
}

function attributesIn(fields: ReadonlyMap<string, string>): VerifiedAssertion["attributes"] {
  const found: VerifiedAssertion["attributes"] = {};
  for (const [name, type] of Object.entries(attributeTypes) as [AttributeName, string][]) {
    const alias = aliasOf(fields, { kind: "type", value: type });
    if (alias === undefined) continue;
    const value = fields.get(`value.${alias}`) ?? fields.get(`value.${alias}.1`);
    if (value !== undefined && value !== "") found[name] = value;
  }
  return found;
}

/** What follows the kind in the name of the field that has this value: `ns.ALIAS`, `type.ALIAS`. */
function aliasOf(
  fields: ReadonlyMap<string, string>,
  { kind, value }: { kind: "ns" | "type"; value: string },
): string | undefined {
  const field = [...fields].find(([name, found]) => name.startsWith(`${kind}.`) && found === value);
  return field?.[0].slice(kind.length + 1);
}

function invalid(what: string): AuthError {
  return new AuthError(
    "assertion_invalid",
    `The sign-in's answer cannot be believed (${what}): start again.`,
  );
}
