import type { Transaction } from "kysely";
import { ConfigurationError, type ConfigurationErrorCode } from "../../configuration-error.ts";
import { writeAudit } from "../audit.ts";
import type { Agent } from "../context.ts";
import type { Keyring } from "../keyring.ts";
import type { AuthorityTables } from "../database/schema.ts";

/** A configuration that is being applied: one transaction, and what it changed so far. */
export interface Applying {
  database: Transaction<AuthorityTables>;
  keyring: Keyring;
  nowMs: number;
  /** Notes a change, for the answer and for the audit log. */
  changed(change: Change): Promise<void>;
}

interface Change {
  /** What it is, such as `user` or `OAuth client`. */
  thing: string;
  /** Its id; never a secret. */
  target: string;
  what: "created" | "changed" | "deleted" | "switched on" | "switched off";
  /** The id of the project that it belongs to. */
  project?: string;
  /** The columns that changed, when it was there before. */
  properties?: readonly string[];
}

/** Where something of a project is declared. */
export interface DeclaredPlace {
  project: string;
  /** Such as `projects[0].apiKeys[1]`. */
  path: string;
}

/** Begins to gather changes within a transaction. */
export function startApplying(options: {
  database: Transaction<AuthorityTables>;
  keyring: Keyring;
  nowMs: number;
  agent: Agent;
  /** What said that it is to be so, for the audit log. */
  by: "configuration" | "api";
  changes: string[];
}): Applying {
  const { database, keyring, nowMs, agent, by, changes } = options;
  return {
    database,
    keyring,
    nowMs,
    async changed({ thing, target, what, project, properties: columns = [] }) {
      const properties = columns.map(columnInWords);
      const which = properties.length === 0 ? "" : ` (${properties.join(", ")})`;
      changes.push(`${thing} ${target} ${what}${which}`);
      const action = `${thing.toLowerCase().replaceAll(" ", "-")}.${what.replaceAll(" ", "-")}`;
      await writeAudit({
        database,
        nowMs,
        entry: {
          ...agent,
          action,
          target,
          ...(project === undefined ? undefined : { project }),
          detail: { properties, by },
        },
      });
    },
  };
}

function columnInWords(column: string): string {
  return column.replace(/^is_|_(?:hash|sealed|pem)$/gu, "").replaceAll("_", " ");
}

/**
 * The columns in which a row is not as wanted.
 *
 * @returns an empty list when the row is as wanted.
 */
export function differences<R extends object>(
  row: R,
  wanted: { [K in keyof R]?: R[K] },
): (keyof R & string)[] {
  return (Object.keys(wanted) as (keyof R & string)[]).filter((key) => row[key] !== wanted[key]);
}

/** The error for a declaration that contradicts what is there. */
export function contradiction(
  code: ConfigurationErrorCode,
  path: string,
  reason: string,
): ConfigurationError {
  return new ConfigurationError({ code, path, line: undefined, reason });
}
