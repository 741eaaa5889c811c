import type { Operation, OperationResult, QueueAddress } from "@leasehold/queue/operation";
import type { QueueSettings } from "@leasehold/queue/store";
import type { PurgeProgress } from "./purge.ts";

/** An engine, wherever it runs: the same methods, answered later. */
export interface EnginePort {
  execute(operations: readonly Operation[], nowMs: number): Promise<OperationResult[]>;
  putQueue(settings: QueueSettings, nowMs: number): Promise<void>;
  deleteQueue(address: QueueAddress, nowMs: number): Promise<boolean>;
  purge(
    address: QueueAddress,
    progress: PurgeProgress | undefined,
    nowMs: number,
  ): Promise<PurgeProgress | undefined>;
  close(): Promise<void>;
}
