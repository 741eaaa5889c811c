import type { Parameter } from "@leasehold/oauth1/base-string";
import type { ParsedRequest } from "@leasehold/oauth1/parse-request";
import type { Endpoint } from "../http/endpoint.ts";
import { newSecret } from "../oauth/secrets.ts";
import { isKnownScope, parseScope } from "../scopes.ts";
import type { Consumer } from "./consumer.ts";
import { parameterAbsent, parameterRejected } from "./parameter-problem.ts";
import { isUnderRealm } from "./realm.ts";
import { issueRequestToken } from "./request-token.ts";
import { verifyIncoming } from "./verify-incoming.ts";
import { useNonce } from "./verify-request.ts";

/** How long a person may take to decide. */
const requestTokenMs = 60 * 60 * 1000;
const callbackLengthMax = 2048;
const displayNameLengthMax = 200;

/**
 * Gives a consumer the token with which it asks a person (RFC 5849, section 2.1): `scope` says for what,
 * `oauth_callback` where the answer goes, `xoauth_displayname` what it calls itself.
 */
export const getRequestToken: Endpoint = async (context, request, reply) => {
  const { parsed, consumer } = await verifyIncoming(context, request, refuseToken);
  const callback = readCallback(parsed, consumer);
  const scopes = readScopes(parsed.parameters);
  const displayName = readDisplayName(parsed.parameters);
  await useNonce(context, parsed);
  const secret = newSecret("tokenSecret");
  const token = await issueRequestToken(context, {
    consumerKey: consumer.key,
    secret,
    scopes,
    callback,
    displayName,
    lifetimeMs: requestTokenMs,
  });
  return reply.type("application/x-www-form-urlencoded").send(
    new URLSearchParams({
      oauth_token: token,
      oauth_token_secret: secret,
      oauth_callback_confirmed: "true",
    }).toString(),
  );
};

function refuseToken({ token }: ParsedRequest): undefined {
  if (token === undefined) return;
  throw parameterRejected(
    "oauth_token",
    "This address gives request tokens: leave the parameter out.",
  );
}

function readCallback({ callback }: ParsedRequest, consumer: Consumer): string {
  if (callback === undefined || callback === "") {
    throw parameterAbsent("oauth_callback", "Send the address that the answer goes to, or oob.");
  }
  if (callback === "oob") return callback;
  if (callback.length <= callbackLengthMax && isUnderRealm(consumer.realm, callback)) {
    return callback;
  }
  throw parameterRejected(
    "oauth_callback",
    `It must be oob or lie under the consumer's realm, ${consumer.realm}, in at most ${callbackLengthMax} characters, percent-encoded.`,
  );
}

function readScopes(parameters: readonly Parameter[]): string[] {
  const scopes = parseScope(onlyValue(parameters, "scope") ?? "");
  if (scopes.length === 0) throw parameterAbsent("scope", "Say what you ask for.");
  const unknown = scopes.find((scope) => !isKnownScope(scope));
  if (unknown === undefined) return scopes;
  throw parameterRejected("scope", `There is no scope ${unknown}.`);
}

function readDisplayName(parameters: readonly Parameter[]): string | undefined {
  const name = onlyValue(parameters, "xoauth_displayname");
  if (name === undefined || name.length <= displayNameLengthMax) return name;
  throw parameterRejected("xoauth_displayname", `It may have ${displayNameLengthMax} characters.`);
}

function onlyValue(parameters: readonly Parameter[], name: string): string | undefined {
  const [first, ...others] = parameters.filter((parameter) => parameter[0] === name);
  if (others.length > 0) throw parameterRejected(name, "Send it once.");
  return first?.[1] || undefined;
}
