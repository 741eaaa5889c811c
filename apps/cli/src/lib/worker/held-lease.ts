import { setTimeout as sleep } from "node:timers/promises";
import { type LeaseTermOptions, leaseTerm } from "./lease-term.ts";
import { isPassing, isRefusal, retryDelayMs } from "./passing-failure.ts";

/** A task that is ours for as long as its lease is renewed in time. */
export interface HeldLease {
  /**
   * Ends the renewals and deletes the task, however long the server is away: while it is, nobody else gets the task.
   * False when the server could not be told before the lease ended, and there is no more patience.
   */
  complete: (patience: AbortSignal) => Promise<boolean>;
  /** Ends the renewals and lets the task be leased again after so many seconds. False when it was not ours any more. */
  giveBack: (afterSeconds: number) => Promise<boolean>;
  /** Ends the renewals: the task comes back when its lease ends. */
  letGo: () => void;
}

export interface HeldLeaseOptions extends LeaseTermOptions {
  /** Called when a renewal was refused, or the lease is about to end because none was answered. */
  onLost: () => void;
  /** Called when the server cannot be told what became of the task, and when it can again. */
  onAway: (error: unknown) => void;
  onBack: () => void;
}

// So much of a lease that cannot be renewed is left for the command to stop in.
const stopPart = 0.2;
const stopMaxMs = 5000;

/** Renews a lease when half of it is over. */
export function holdLease(options: HeldLeaseOptions): HeldLease {
  const term = leaseTerm(options);
  const leaseMs = options.leaseSecs * 1000;
  const stopMs = Math.min(stopMaxMs, leaseMs * stopPart);
  const over = new AbortController();
  const keeping = keep();

  async function keep(): Promise<void> {
    let waitMs = leaseMs / 2;
    for (let attempt = 0; ; attempt += 1) {
      await sleep(waitMs, undefined, { signal: over.signal }).catch(() => undefined);
      if (over.signal.aborted) return;
      const timeoutMs = term.leftMs() - stopMs;
      const outcome = timeoutMs > 0 ? await term.renew(timeoutMs) : "lost";
      if (outcome === "lost") {
        if (!over.signal.aborted) options.onLost();
        return;
      }
      if (outcome === "renewed") {
        attempt = -1;
        waitMs = leaseMs / 2;
      } else {
        waitMs = Math.min(retryDelayMs(attempt, undefined), Math.max(0, term.leftMs() - stopMs));
      }
    }
  }

  /** Calls until it is answered, or the lease is over and so is the patience. */
  async function insist(call: () => Promise<void>, patience?: AbortSignal): Promise<boolean> {
    over.abort();
    await keeping;
    for (let attempt = 0; ; attempt += 1) {
      try {
        await call();
        if (attempt > 0) options.onBack();
        return true;
      } catch (error) {
        if (!isPassing(error)) throw error;
        if (attempt === 0) options.onAway(error);
        term.doubt();
        const delayMs = retryDelayMs(attempt, error);
        const isPatient = patience?.aborted === false;
        if (delayMs >= term.leftMs() && !isPatient) return false;
        await sleep(delayMs, undefined, isPatient ? { signal: patience } : {}).catch(
          () => undefined,
        );
      }
    }
  }

  return {
    async complete(patience) {
      try {
        return await insist(term.remove, patience);
      } catch (error) {
        // Somebody has deleted it: that is as good.
        if (isRefusal(error)) return true;
        throw error;
      }
    },
    async giveBack(afterSeconds) {
      const release = (): Promise<boolean> => insist(() => term.release(afterSeconds));
      try {
        return await release();
      } catch (error) {
        if (!isRefusal(error)) throw error;
        // An unanswered release may have been made: it is then refused the second time.
        return (await term.isStillOurs()) && (await release().catch(isRefusal));
      }
    },
    letGo: () => over.abort(),
  };
}
