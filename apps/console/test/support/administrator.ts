import { createHash, randomBytes } from "node:crypto";
import { createLeasehold, type LeaseholdClient } from "@leasehold/leasehold-v1";
import { createTaskqueue, type TaskqueueClient } from "@leasehold/taskqueue-v1beta2";
import type { Page } from "playwright-core";

/** Both APIs as the person of a page, for what a test needs to be there before it looks. */
export interface Administrator {
  leasehold: LeaseholdClient;
  taskqueue: TaskqueueClient;
}

/** Takes a token for the console's own client, by the session that the page's browser has. */
export async function administratorOf(page: Page, service: string): Promise<Administrator> {
  const redirectUri = `${service}/console/`;
  const verifier = randomBytes(32).toString("base64url");
  const query = new URLSearchParams({
    response_type: "code",
    client_id: "leasehold-console",
    redirect_uri: redirectUri,
    scope:
      "https://www.googleapis.com/auth/leasehold.admin https://www.googleapis.com/auth/taskqueue",
    prompt: "none",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const answer = await page.request.get(`${service}/o/oauth2/v2/auth?${query.toString()}`);
  const tokens = await fetch(`${service}/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: "leasehold-console",
      redirect_uri: redirectUri,
      code: new URL(answer.url()).searchParams.get("code") ?? "",
      code_verifier: verifier,
    }),
  });
  const { access_token: token } = (await tokens.json()) as { access_token: string };
  const options = {
    baseUrl: service,
    authorize: (request: Request) => {
      request.headers.set("authorization", `Bearer ${token}`);
      return request;
    },
  };
  return { leasehold: createLeasehold(options), taskqueue: createTaskqueue(options) };
}
