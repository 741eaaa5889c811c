import type { Agent, AuthorityContext } from "../context.ts";
import type { Memory } from "../memory.ts";
import {
  createTakeQuota,
  type QuotaExceeded,
  type QuotaRequest,
  type Quotas,
  readQuotas,
  writeQuotas,
} from "./quota.ts";
import { createQuotaUse } from "./quota-use.ts";
import { readTraffic, type TrafficCounts, type TrafficQuery } from "./read-traffic.ts";
import { type AnsweredCall, createTraffic } from "./traffic.ts";

/** A project's quotas and what was used of them. */
interface QuotaState extends Quotas {
  requestsToday: number;
  /** When the day's count begins anew: midnight UTC, milliseconds since the epoch. */
  dayEndsAtMs: number;
}

/** How much the applications of a project call, and how much they may. */
export interface Usage {
  /** Takes a call from the quotas of its application's project; undefined when it may go on. A refused call takes nothing. */
  takeQuota(request: QuotaRequest): QuotaExceeded | undefined | Promise<QuotaExceeded | undefined>;
  /** Counts an answered call for its application's traffic. */
  countCall(call: AnsweredCall): void;
  quotas(project: string): Promise<QuotaState>;
  /**
   * Sets a project's quotas; what is left out stays. Used at once here, and within 5 seconds by another process.
   *
   * @throws RangeError for a limit that is no whole number from 0 (calls a day) or 1 (calls a second).
   */
  setQuotas(request: { project: string; quotas: Partial<Quotas> } & Agent): Promise<void>;
  /**
   * Counts of calls up to this moment.
   *
   * @throws RangeError for a step that is not kept, a time that ends before it begins, or more than 1500 stretches.
   */
  traffic(query: TrafficQuery): Promise<TrafficCounts>;
  /** Writes what was counted. */
  close(): Promise<void>;
}

export function createUsage(context: AuthorityContext, memory: Memory): Usage {
  const quotaUse = createQuotaUse(context);
  const traffic = createTraffic(context);
  return {
    takeQuota: createTakeQuota(context, { memory, use: quotaUse }),
    countCall: (call) => traffic.count(call),
    async quotas(project) {
      const quotas = await readQuotas(context, project);
      const { stored = 0, pending, endMs } = await quotaUse.know(project);
      return { ...quotas, requestsToday: stored + pending, dayEndsAtMs: endMs };
    },
    async setQuotas({ project, quotas, ...agent }) {
      if (!(await writeQuotas(context, { project, quotas }))) return;
      const action = "quotas.set";
      await context.audit({ ...agent, action, target: project, project, detail: quotas });
      context.forget({ type: "everything" });
    },
    async traffic(query) {
      await traffic.flush();
      return readTraffic(context, query);
    },
    async close() {
      await traffic.close();
      await quotaUse.close();
    },
  };
}
