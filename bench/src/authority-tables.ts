import { scryptSync } from "node:crypto";
import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** How much the authority keeps. */
export interface AuthoritySize {
  /** By table. */
  rows: ReadonlyMap<string, number>;
  /** The database's file, without its write-ahead log. */
  fileBytes: number;
}

/** The authority's database, looked at from beside it. */
export interface AuthorityTables extends Disposable {
  measure: () => AuthoritySize;
  /**
   * Adds so many people like this one, `person-0` and on before their address, and gives all of them a password hash
   * that is quick to check: what is measured is not the hash.
   */
  addPeople: (count: number, like: { email: string; password: string }) => void;
}

export function openAuthorityTables(path: string): AuthorityTables {
  const database = new DatabaseSync(path, { timeout: 5000 });
  const tables = database
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'kysely%'")
    .all()
    .map(({ name }) => String(name))
    .toSorted();
  const counts = tables.map((table) => ({
    table,
    count: database.prepare(`select count(*) as rows from "${table}"`),
  }));
  return {
    measure: () => ({
      rows: new Map(counts.map(({ table, count }) => [table, Number(count.get()?.["rows"])])),
      fileBytes: statSync(path).size,
    }),
    addPeople(count, { email, password }) {
      const hash = scryptSync(password, "salt", 32, { N: 2, r: 1, p: 1 }).toString("base64url");
      const stored = `scrypt$2$1$1$${Buffer.from("salt").toString("base64url")}$${hash}`;
      database.prepare("update users set password_hash = ? where email = ?").run(stored, email);
      const insert = database.prepare("insert into users values (:id, :email, '', :stored, 0, 0)");
      for (let index = 0; index < count; index += 1) {
        insert.run({ id: `person-${index}`, email: `person-${index}-${email}`, stored });
      }
    },
    [Symbol.dispose]: () => database.close(),
  };
}
