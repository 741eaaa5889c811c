import type { AuthorityContext } from "../context.ts";
import { PageError } from "../http/page-error.ts";

/** An authorization request on its way through our own pages. */
export interface PendingRequest {
  /** The request as the client made it. */
  parameters: URLSearchParams;
  startedAtMs: number;
  /** The account that the person has chosen for it, by the user's id. */
  chosenUserId?: string | undefined;
}

/** Where a pending request goes on after sign-in, and where the consent form is sent. */
export const approvalPath = "/o/oauth2/approval";

/** How long a person may take from the client's request to the decision. */
const pendingRequestMs = 60 * 60 * 1000;

const purpose = "authorization-request";

/**
 * Seals a request into a text for a form or an address of ours: nobody can read, change or mix it.
 *
 * @param sessionIdHash - the session that alone may decide on it; left out while nobody has signed in.
 */
export function sealRequest(
  context: Pick<AuthorityContext, "keyring">,
  pending: PendingRequest,
  sessionIdHash?: string,
): string {
  const { parameters, startedAtMs, chosenUserId } = pending;
  return context.keyring.seal(
    JSON.stringify([
      parameters.toString(),
      startedAtMs,
      sessionIdHash ?? null,
      chosenUserId ?? null,
    ]),
    purpose,
  );
}

/**
 * Opens what {@link sealRequest} made.
 *
 * @throws PageError `request_expired` for anything else, for another session's, and for one that is too old.
 */
export function openRequest(
  context: Pick<AuthorityContext, "keyring" | "now">,
  sealed: string | undefined,
  sessionIdHash?: string,
): PendingRequest {
  const opened = unseal(context, sealed ?? "");
  if (
    opened === undefined ||
    opened.sessionIdHash !== (sessionIdHash ?? null) ||
    opened.startedAtMs + pendingRequestMs <= context.now()
  ) {
    throw new PageError({
      code: "request_expired",
      status: 400,
      title: "This took too long",
      message: "The request has expired. Go back to the application and start again from there.",
    });
  }
  const { query, startedAtMs, chosenUserId } = opened;
  return {
    parameters: new URLSearchParams(query),
    startedAtMs,
    chosenUserId: chosenUserId ?? undefined,
  };
}

interface Opened {
  query: string;
  startedAtMs: number;
  sessionIdHash: string | null;
  chosenUserId: string | null;
}

function unseal(context: Pick<AuthorityContext, "keyring">, sealed: string): Opened | undefined {
  let text: string;
  try {
    text = context.keyring.open(sealed, purpose);
  } catch {
    return undefined;
  }
  // What opens under the key was written above.
  const [query, startedAtMs, sessionIdHash, chosenUserId] = JSON.parse(text) as [
    string,
    number,
    string | null,
    string | null,
  ];
  return { query, startedAtMs, sessionIdHash, chosenUserId };
}
