import { OAuth1Error } from "@leasehold/oauth1/oauth1-error";
import type { ParsedRequest } from "@leasehold/oauth1/parse-request";
import type { AuthorityContext } from "../context.ts";
import { delegatedScopes } from "../credentials/delegation.ts";
import { findUserByEmail, normalizeEmail } from "../users/find-user.ts";
import { parameterRejected } from "./parameter-problem.ts";

/** The user that a request without a token acts as. */
export interface Requestor {
  user: string;
  administrator: boolean;
  scopes: ReadonlySet<string>;
}

const parameterName = "xoauth_requestor_id";
const emailLengthMax = 254;

/**
 * The user whom a request without a token names: `xoauth_requestor_id`, signed, in the query, once.
 *
 * @param query - the request's query.
 * @returns an e-mail, lower case.
 * @throws OAuth1Error `parameter_absent`, `parameter_rejected`
 */
export function requestorOf(parsed: ParsedRequest, query: URLSearchParams | undefined): string {
  const values = parsed.parameters.filter(([name]) => name === parameterName);
  if (values.length === 0) {
    throw new OAuth1Error(
      "parameter_absent",
      `The request has neither oauth_token nor ${parameterName}: send a user's access token, or the user's address in the query.`,
      { parameters: ["oauth_token", parameterName] },
    );
  }
  const requestor = query?.get(parameterName) ?? "";
  if (values.length > 1 || requestor === "" || requestor.length > emailLengthMax) {
    throw parameterRejected(
      parameterName,
      "Send it once, in the query: the e-mail address of a user.",
    );
  }
  return normalizeEmail(requestor);
}

/**
 * Refuses a request that names a user in two ways.
 *
 * @throws OAuth1Error `parameter_rejected`
 */
export function refuseRequestor(parsed: ParsedRequest): void {
  if (!parsed.parameters.some(([name]) => name === parameterName)) return;
  throw parameterRejected(
    parameterName,
    "The access token says who the user is: leave the parameter out.",
  );
}

/** Reads what a consumer may do as a user; undefined when there is no such user, or nothing was delegated. */
export async function readRequestor(
  context: Pick<AuthorityContext, "database">,
  { consumerKey, email }: { consumerKey: string; email: string },
): Promise<Requestor | undefined> {
  const scopes = await delegatedScopes(context, { client: consumerKey, user: email });
  const user = scopes.size === 0 ? undefined : await findUserByEmail(context, email);
  if (user === undefined) return undefined;
  return { user: user.email, administrator: user.is_administrator === 1, scopes };
}

/** The error for a user whose domain has delegated nothing, or who does not exist: which of the two, nobody is told. */
export function notDelegated(consumerKey: string): OAuth1Error {
  return new OAuth1Error(
    "permission_denied",
    `The consumer ${consumerKey} may not act as this user: an administrator grants it scopes for the user's domain in the console under Manage API client access.`,
  );
}
