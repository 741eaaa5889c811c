import type { Task } from "@leasehold/leasehold-v1";
import { Fact, Facts } from "../../../ui/facts.tsx";
import { Moment } from "../../../ui/moment.tsx";

/** What is known of a task beside its payload. */
export function TaskFacts({ task }: { task: Task }) {
  const { tag, state, retryCount = 0, enqueueTimestamp, leaseTimestamp = "0" } = task;
  const availableAtMs = Number(leaseTimestamp) / 1000;
  return (
    <Facts>
      <Fact name="State">{state}</Fact>
      <Fact name="Tag">{tag ?? "none"}</Fact>
      <Fact name="Leases so far">{retryCount}</Fact>
      <Fact name="Inserted">
        <Moment at={Number(enqueueTimestamp ?? 0) / 1000} />
      </Fact>
      {availableAtMs > 0 && (
        <Fact name={state === "leased" ? "Lease ends" : "Available since or from"}>
          <Moment at={availableAtMs} />
        </Fact>
      )}
    </Facts>
  );
}
