import type { Authority } from "@leasehold/authority";
import type { PullQueues } from "@leasehold/queue";
import type { Operations } from "../api/operation.ts";
import { accountOperations } from "./account.ts";
import { apiKeyOperations } from "./api-keys.ts";
import { applyConfigurationFile } from "./apply-configuration-file.ts";
import { auditOperations } from "./audit.ts";
import { clientOperations } from "./clients.ts";
import { consumerOperations } from "./consumers.ts";
import { delegationOperations } from "./delegations.ts";
import { memberOperations } from "./members.ts";
import { projectOperations } from "./projects.ts";
import { queueOperations } from "./queues.ts";
import { serviceAccountOperations } from "./service-accounts.ts";
import { serviceOperations } from "./services.ts";
import { taskOperations } from "./tasks.ts";
import { usageOperations } from "./usage.ts";
import { userOperations } from "./users.ts";

/** What the operations of the administration API work with. */
export interface LeaseholdContext {
  queues: PullQueues;
  authority: Pick<Authority, "administration" | "applyConfiguration" | "queueAcl" | "usage">;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** The administration API, v1: what its methods do. */
export function leaseholdOperations(context: LeaseholdContext): Operations {
  return {
    "leasehold.configuration.apply": applyConfigurationFile(context),
    ...projectOperations(context),
    ...memberOperations(context),
    ...serviceOperations(context),
    ...clientOperations(context),
    ...serviceAccountOperations(context),
    ...consumerOperations(context),
    ...apiKeyOperations(context),
    ...delegationOperations(context),
    ...queueOperations(context),
    ...taskOperations(context),
    ...userOperations(context),
    ...accountOperations(context),
    ...usageOperations(context),
    ...auditOperations(context),
  };
}
