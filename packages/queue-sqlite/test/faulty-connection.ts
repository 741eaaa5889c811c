import type { StatementSync } from "node:sqlite";
import type { Connection } from "../src/lib/connection.ts";

/** A connection whose calls can be made to fail, one after the other. */
export interface FaultyConnection extends Connection {
  /** From now on the Nth statement (1 is the next) fails, once. */
  failAt(call: number, matching?: string): void;
  /** Whether the fault has happened. */
  readonly failed: boolean;
}

export function faultyConnection(connection: Connection): FaultyConnection {
  let callsLeft = Number.POSITIVE_INFINITY;
  let matching = "";
  let failed = false;

  function call<T>(sql: string, run: () => T): T {
    if (sql.startsWith("ROLLBACK") || !sql.includes(matching)) return run();
    callsLeft -= 1;
    if (callsLeft > 0) return run();
    callsLeft = Number.POSITIVE_INFINITY;
    failed = true;
    throw new Error(`disk I/O error in: ${sql}`);
  }

  return {
    exec: (sql) => call(sql, () => connection.exec(sql)),
    close: () => connection.close(),
    prepare: (sql) => {
      const statement = connection.prepare(sql);
      return new Proxy(statement, {
        get: (_, name: keyof StatementSync) => {
          const member = statement[name];
          if (typeof member !== "function") return member;
          return (...parameters: unknown[]) =>
            call(sql, () => Reflect.apply(member, statement, parameters));
        },
      });
    },
    failAt: (count, part = "") => {
      callsLeft = count;
      matching = part;
      failed = false;
    },
    get failed() {
      return failed;
    },
  };
}
