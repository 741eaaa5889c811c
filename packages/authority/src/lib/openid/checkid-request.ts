import type { EndpointContext } from "../http/endpoint.ts";
import { type Consumer, readConsumer } from "../oauth1/consumer.ts";
import { isKnownScope, parseScope } from "../scopes.ts";
import {
  type AttributeRequest,
  findStoreRequest,
  readAttributeRequest,
} from "./attribute-exchange.ts";
import { type Extension, type Fields, findExtension, required } from "./message.ts";
import { namespaces } from "./namespaces.ts";
import { OpenIdError } from "./openid-error.ts";
import { readRealm, readReturnTo } from "./realm.ts";

/** Where an answer goes. */
export interface ReturnAddress {
  realm: string;
  returnTo: string;
}

/** A request to sign somebody in (OpenID Authentication 2.0, section 9.1). */
export interface SignInRequest extends ReturnAddress {
  /** `checkid_immediate`: answer without a page, or say that one is needed. */
  immediate: boolean;
  /** Whom the site expects: an identifier of ours; undefined for whoever it is. */
  claimedId: string | undefined;
  /** The association that the site wants the answer signed with. */
  handle: string | undefined;
  attributes: AttributeRequest | undefined;
  /** Set when the site wants to change attributes. */
  storeRequest: Extension | undefined;
  access: AccessRequest | undefined;
  /** Set when the site wants to know whether somebody is signed in at all. */
  sessionQuestion: Extension | undefined;
  policies: PolicyRequest | undefined;
}

/** A wish to have data access in the same step (OpenID OAuth Extension, section 8). */
export interface AccessRequest {
  extension: Extension;
  consumer: Consumer;
  scopes: string[];
}

/** How the person shall have signed in (PAPE 1.0, section 5.1). */
export interface PolicyRequest {
  extension: Extension;
  maxAgeSeconds: number | undefined;
}

const identifierSelect = "http://specs.openid.net/auth/2.0/identifier_select";

/**
 * Reads where the answer goes: from here on a mistake can be told to the site.
 *
 * @throws OpenIdError
 */
export function readReturnAddress(message: Fields): ReturnAddress {
  const returnTo = required(message, "return_to");
  const realm = readRealm(message.get("realm") || returnTo);
  return { realm, returnTo: readReturnTo(returnTo, realm) };
}

/**
 * Reads the rest of a `checkid_setup` or `checkid_immediate`.
 *
 * @throws OpenIdError
 */
export async function readSignInRequest(
  context: Pick<EndpointContext, "database" | "keyring">,
  message: Fields,
  address: ReturnAddress,
): Promise<SignInRequest> {
  const ui = findExtension(message, namespaces.ui);
  const attributes = findExtension(message, namespaces.attributes);
  return {
    ...address,
    immediate: message.get("mode") === "checkid_immediate",
    claimedId: readClaimedId(message),
    handle: message.get("assoc_handle") || undefined,
    attributes: readAttributeRequest(attributes),
    storeRequest: findStoreRequest(attributes),
    access: await readAccess(context, findExtension(message, namespaces.oauth), address.realm),
    sessionQuestion: ui?.fields.get("mode") === "x-has-session" ? ui : undefined,
    policies: readPolicies(findExtension(message, namespaces.policies)),
  };
}

function readClaimedId(message: Fields): string | undefined {
  const claimedId = required(message, "claimed_id");
  const identity = required(message, "identity");
  if (claimedId === identifierSelect && identity === identifierSelect) return undefined;
  if (claimedId === identity) return claimedId;
  throw new OpenIdError(
    `openid.claimed_id and openid.identity must be the same: ${identifierSelect}, or an identifier of this service.`,
  );
}

async function readAccess(
  context: Pick<EndpointContext, "database" | "keyring">,
  extension: Extension | undefined,
  realm: string,
): Promise<AccessRequest | undefined> {
  if (extension === undefined) return undefined;
  const { alias, fields } = extension;
  const key = fields.get("consumer") ?? "";
  const scopes = parseScope(fields.get("scope") ?? "");
  if (key === "" || scopes.length === 0) {
    throw new OpenIdError(
      `openid.${alias} needs consumer, the key of your application, and scope, what it asks for.`,
    );
  }
  const unknown = scopes.find((scope) => !isKnownScope(scope));
  if (unknown !== undefined) throw new OpenIdError(`There is no scope ${unknown}.`);
  const consumer = await readConsumer(context, key);
  if (consumer === undefined) {
    throw new OpenIdError(
      `No consumer has the key "${key}": register it in the console under API Access, or correct openid.${alias}.consumer.`,
    );
  }
  if (readRealm(consumer.realm) !== realm) {
    throw new OpenIdError(
      `The consumer ${key} is not registered for the realm ${realm}: openid.realm must be the realm that the console shows under API Access.`,
    );
  }
  return { extension, consumer, scopes };
}

function readPolicies(extension: Extension | undefined): PolicyRequest | undefined {
  if (extension === undefined) return undefined;
  const text = extension.fields.get("max_auth_age") || undefined;
  if (text !== undefined && !/^\d{1,9}$/u.test(text)) {
    throw new OpenIdError(`openid.${extension.alias}.max_auth_age must be a number of seconds.`);
  }
  return { extension, maxAgeSeconds: text === undefined ? undefined : Number(text) };
}
