import type { Authority } from "@leasehold/authority";
import type { Operations } from "../api/operation.ts";
import { administers } from "./administered.ts";
import { momentIn } from "./moment-parameter.ts";
import type { LeaseholdContext } from "./operations.ts";
import { type Page, type PageParameters, readPage } from "./page.ts";
import {
  allowAdministrator,
  allowProject,
  ownsProject,
  type ProjectPath,
  visibleProject,
} from "./project-access.ts";

interface AuditParameters extends PageParameters {
  actor?: string;
  action?: string;
  from?: string;
  to?: string;
}

type Administration = Authority["administration"];
type AuditLine = Awaited<ReturnType<Administration["auditLog"]>>[number];

export function auditOperations({ authority }: LeaseholdContext): Operations {
  const { administration } = authority;
  return {
    "leasehold.audit.list": administers<AuditParameters & ProjectPath>({
      allow: allowProject(administration, "read"),
      async run(call) {
        const showsAcl = ownsProject(await visibleProject(administration, call));
        const page = await readLines(administration, call.values, call.values.project);
        return showsAcl ? page : { ...page, items: page.items?.map(withoutAcl) };
      },
    }),
    "leasehold.audit.listAll": administers<AuditParameters>({
      allow: allowAdministrator,
      run: ({ values }) => readLines(administration, values, undefined),
    }),
  };
}

async function readLines(
  administration: Administration,
  parameters: AuditParameters,
  project: string | undefined,
): Promise<Page<LineResource>> {
  const { actor, action, from, to } = parameters;
  const page = await readPage(
    parameters,
    ({ after, limit }) =>
      administration.auditLog({
        limit,
        before: after === "" ? undefined : after,
        project,
        actor,
        action,
        fromMs: from === undefined ? undefined : momentIn("from", from),
        toMs: to === undefined ? undefined : momentIn("to", to),
      }),
    ({ id }) => id,
  );
  return { ...page, items: page.items?.map(lineResource) };
}

type LineResource = Omit<AuditLine, "atMs"> & { time: string };

function lineResource({ atMs, detail, ...line }: AuditLine): LineResource {
  return { ...line, time: new Date(atMs).toISOString(), detail: detail ?? undefined };
}

/** Who may use a queue is for owners to see, here as in the queue itself. */
function withoutAcl(line: LineResource): LineResource {
  return line.action.startsWith("queue-acl.") ? { ...line, detail: undefined } : line;
}
