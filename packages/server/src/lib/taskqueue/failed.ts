import type { OperationFailure } from "@leasehold/queue/operation";
import type { ApiError } from "../api/api-error.ts";
import type { OperationCall } from "../api/operation.ts";
import type { QueueGate } from "./access.ts";
import { errorOf } from "./failure.ts";
import type { QueuePath } from "./queue-path.ts";

/** The error to throw for an operation that the engine refused. */
export async function failed(
  { gate }: { gate: QueueGate },
  call: Pick<OperationCall<QueuePath>, "caller" | "values">,
  refused: { failure: OperationFailure; task: string },
): Promise<ApiError> {
  const { failure, task } = refused;
  if (failure === "queue_not_found") return gate.unknownQueue(call);
  return errorOf(failure, call.values, task);
}
