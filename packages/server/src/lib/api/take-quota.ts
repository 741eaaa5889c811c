import type { Authority } from "@leasehold/authority";
import { ApiError } from "./api-error.ts";
import type { Call } from "./call.ts";

type Usage = Pick<Authority["usage"], "takeQuota">;
type Exceeded = NonNullable<Awaited<ReturnType<Usage["takeQuota"]>>>;

/** Takes the call from the quotas of its application's project. Administration is not counted: a used-up quota must not lock its owner out. */
export function takeQuota(call: Call, usage: Usage): void | Promise<void> {
  if (call.plan!.service === undefined) return;
  const { project } = call.caller!.application;
  const exceeded = usage.takeQuota({ project, user: userOf(call) });
  if (exceeded instanceof Promise) return exceeded.then((each) => refuse(each, project));
  refuse(exceeded, project);
}

/** A server that calls for many people tells them apart by `quotaUser`, or by the address that they came from. */
function userOf({ query, form, caller }: Call): string {
  const said = (name: string): string | undefined =>
    query?.get(name) || form?.get(name) || undefined;
  return said("quotaUser") ?? said("userIp") ?? caller!.user;
}

function refuse(exceeded: Exceeded | undefined, project: string): void {
  if (exceeded === undefined) return;
  const { quota, limit, retryAfterMs } = exceeded;
  const { reason, message } = refusals[quota](limit, project);
  const headers = ["Retry-After", String(Math.max(1, Math.ceil(retryAfterMs / 1000)))];
  throw new ApiError({ status: 403, reason, message: `${message} ${whoRaises}`, headers });
}

const whoRaises =
  "An administrator of the service can raise the limit under Quotas in the console.";

const refusals: Record<
  Exceeded["quota"],
  (limit: number, project: string) => { reason: string; message: string }
> = {
  requestsPerDay: (limit, project) => ({
    reason: "dailyLimitExceeded",
    message: `Daily Limit Exceeded. The applications of the project ${project} may make ${limit} requests a day; the next day begins at midnight UTC.`,
  }),
  requestsPerUserPerSecond: (limit, project) => ({
    reason: "userRateLimitExceeded",
    message: `User Rate Limit Exceeded. The applications of the project ${project} may make ${limit} requests a second for each user: wait before you try again, longer each time.`,
  }),
};
