import type { Authentication, Authority } from "@leasehold/authority";
import { claimOf } from "./claim-of.ts";
import type { Call } from "./call.ts";
import { authenticationError } from "./authentication-failures.ts";
import { credentialRequest } from "./credential-request.ts";
import { inflatedBody, isForm, parseForm } from "./request-body.ts";

interface Dependencies {
  authority: Pick<Authority, "authenticate">;
  bodyBytesMax: number;
}

/** Finds out who calls. A form is read first, because it may hold the credentials. */
export function authenticate(call: Call, dependencies: Dependencies): void | Promise<void> {
  const { request } = call;
  if (request.body === undefined || !isForm(request)) return identify(call, dependencies);
  return readForm(call, dependencies);
}

async function readForm(call: Call, dependencies: Dependencies): Promise<void> {
  call.bytes = await inflatedBody(call.request, dependencies.bodyBytesMax);
  call.form = call.bytes === undefined ? undefined : parseForm(call.bytes);
  await identify(call, dependencies);
}

function identify(call: Call, { authority }: Dependencies): void | Promise<void> {
  if (call.request.authentication !== undefined) {
    return accept(call, call.request.authentication);
  }
  const { target, headers } = call.request;
  const credentials = credentialRequest(call.request, {
    query: mayHoldCredentials(target, headers.authorization) ? call.query : undefined,
    form: call.form,
    formText: call.form === undefined ? undefined : call.bytes?.toString("utf8"),
  });
  const authentication = authority.authenticate(credentials, {
    claimsNonce: call.plan!.operation.claimsNonce,
  });
  if (authentication instanceof Promise) return authentication.then((each) => accept(call, each));
  return accept(call, authentication);
}

// Taking a query apart again costs more than the whole check of a remembered token, and beside a Bearer token only
// these parameters matter. A percent sign may hide one of them.
const credentialLike = /token|key|oauth|%/;

function mayHoldCredentials(target: string, authorization: string | undefined): boolean {
  if (authorization?.startsWith("Bearer ") !== true) return true;
  const mark = target.indexOf("?");
  return mark !== -1 && credentialLike.test(target.slice(mark));
}

function accept(call: Call, authentication: Authentication): void {
  if (!authentication.ok) throw authenticationError(authentication);
  call.caller = authentication.caller;
  call.claim = authentication.nonce && claimOf(authentication.nonce);
}
