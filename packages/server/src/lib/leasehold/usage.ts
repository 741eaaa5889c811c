import { type ApiError, invalidParameter, invalidValue } from "../api/api-error.ts";
import type { Operations } from "../api/operation.ts";
import { administers } from "./administered.ts";
import { agentOf } from "./agent.ts";
import { momentIn } from "./moment-parameter.ts";
import type { LeaseholdContext } from "./operations.ts";
import { allowAdministrator, allowProject, type ProjectPath } from "./project-access.ts";

type Usage = LeaseholdContext["authority"]["usage"];

interface QuotasBody {
  requestsPerDay?: bigint;
  requestsPerUserPerSecond?: number;
}

type Resolution = "minute" | "hour" | "day";

interface TrafficParameters extends ProjectPath {
  from: string;
  to?: string;
  resolution: Resolution;
  groupBy?: ("method" | "application" | "statusClass")[];
}

const stepMs: Record<Resolution, number> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** How a resource says that there is no limit. */
const unlimited = -1;

/** How much the applications of a project call, and how much they may. */
export function usageOperations({ authority, now }: LeaseholdContext): Operations {
  const { administration, usage } = authority;
  const read = allowProject(administration, "read");
  return {
    "leasehold.quotas.get": administers<ProjectPath>({
      allow: read,
      run: ({ values }) => quotasResource(usage, values.project),
    }),
    "leasehold.quotas.patch": administers<ProjectPath, QuotasBody>({
      async allow(call) {
        await read(call);
        allowAdministrator(call);
      },
      async run({ caller, values: { project }, body }) {
        await usage
          .setQuotas({ project, quotas: quotasOf(body), ...agentOf(caller) })
          .catch(refuseQuota);
        return quotasResource(usage, project);
      },
    }),
    "leasehold.traffic.query": administers<TrafficParameters>({
      allow: read,
      async run({ values: { project, from, to, resolution, groupBy = [] } }) {
        const fromMs = momentIn("from", from);
        const toMs = to === undefined ? now() : momentIn("to", to);
        const query = { project, fromMs, toMs, stepMs: stepMs[resolution], by: groupBy };
        const counts = await usage.traffic(query).catch(refuseTime);
        return trafficResource(counts, resolution);
      },
    }),
  };
}

async function quotasResource(usage: Usage, project: string): Promise<object> {
  const quotas = await usage.quotas(project);
  const { requestsPerDay, requestsPerUserPerSecond, requestsToday, dayEndsAtMs } = quotas;
  return {
    requestsPerDay: requestsPerDay ?? unlimited,
    requestsPerUserPerSecond: requestsPerUserPerSecond ?? unlimited,
    requestsToday,
    resetTime: new Date(dayEndsAtMs).toISOString(),
    isDefault: requestsPerDay === null && requestsPerUserPerSecond === null,
  };
}

function quotasOf({
  requestsPerDay,
  requestsPerUserPerSecond,
}: QuotasBody): Parameters<Usage["setQuotas"]>[0]["quotas"] {
  const limitOf = (value: number): number | null => (value === unlimited ? null : value);
  return {
    ...(requestsPerDay !== undefined && { requestsPerDay: limitOf(Number(requestsPerDay)) }),
    ...(requestsPerUserPerSecond !== undefined && {
      requestsPerUserPerSecond: limitOf(requestsPerUserPerSecond),
    }),
  };
}

function refuseQuota(error: unknown): never {
  throw error instanceof RangeError ? invalidQuota() : error;
}

function invalidQuota(): ApiError {
  return invalidValue(
    "Invalid value for a quota: requestsPerDay must be a whole number from 0, requestsPerUserPerSecond one from 1, and -1 is no limit.",
  );
}

function refuseTime(error: unknown): never {
  throw error instanceof RangeError ? invalidParameter("from", error.message) : error;
}

function trafficResource(
  { fromMs, toMs, series }: Awaited<ReturnType<Usage["traffic"]>>,
  resolution: Resolution,
): object {
  const resources = series.map(({ application, ...rest }) => ({
    ...rest,
    application: application?.id,
    applicationName: application?.name,
  }));
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    resolution,
    series: resources.length === 0 ? undefined : resources,
  };
}
