import { createLeasehold, type LeaseholdClient } from "@leasehold/leasehold-v1";
import type { Session } from "../session/session.ts";

/** Makes the console's client of the administration API on its own origin. */
export function createClient(session: Session): LeaseholdClient {
  return createLeasehold({
    baseUrl: location.origin,
    fetch: authorizedFetch(session),
    retry: { attemptsMax: 3, verbs: ["GET"] },
  });
}

/** Sends requests with the person's token; once more with a new one when the service says that it has ended. */
export function authorizedFetch(session: Session): (request: Request) => Promise<Response> {
  return async (request) => {
    const again = request.clone();
    const token = await session.token();
    const answer = await fetch(withToken(request, token));
    if (answer.status !== 401) return answer;
    return fetch(withToken(again, await session.replace(token)));
  };
}

function withToken(request: Request, token: string): Request {
  request.headers.set("authorization", `Bearer ${token}`);
  return request;
}
