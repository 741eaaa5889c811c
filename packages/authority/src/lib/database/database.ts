import { chmodSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from "kysely";
import { Migrator } from "kysely/migration";
import { migrations } from "./migrations.ts";
import type { AuthorityTables } from "./schema.ts";

/** The authority's database. */
export type AuthorityDatabase = Kysely<AuthorityTables>;

/** SQLite's own 2 MiB would not hold the tokens of a busy hour, which are looked up in no order. */
const cacheKibibytes = 16 * 1024;

/** Opens the embedded database (a file path, or `:memory:`) and brings its schema up to date. */
export async function openSqliteDatabase(path: string): Promise<AuthorityDatabase> {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const connection = new DatabaseSync(path, { timeout: 5000 });
  // Whoever reads it learns who may do what, though no secret.
  if (path !== ":memory:") chmodSync(path, 0o600);
  connection.exec("PRAGMA journal_mode = WAL");
  connection.exec("PRAGMA synchronous = FULL");
  connection.exec("PRAGMA foreign_keys = ON");
  connection.exec(`PRAGMA cache_size = -${cacheKibibytes}`);
  const database = new Kysely<AuthorityTables>({
    dialect: new SqliteDialect({ database: forKysely(connection) }),
  });
  // kysely takes it that SQLite cannot change a schema in a transaction. It can, and half a schema must not stay.
  connection.exec("BEGIN IMMEDIATE");
  const { error } = await new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  }).migrateToLatest();
  connection.exec(error === undefined ? "COMMIT" : "ROLLBACK");
  if (error !== undefined) {
    await database.destroy();
    throw new Error(`The authority's database at ${path} could not be brought up to date.`, {
      cause: error,
    });
  }
  return database;
}

/** Statements that are kept prepared; the texts are ours, and there are a few hundred of them. */
const statementsMax = 500;

// kysely speaks better-sqlite3: parameters as one array, and `reader` on each statement.
function forKysely(connection: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => connection.close(),
    prepare(sql) {
      const known = prepared.get(sql);
      if (known !== undefined) return known;
      const statement = prepare(connection, sql);
      // Lists of many lengths make many texts: begin anew rather than grow.
      if (prepared.size >= statementsMax) prepared.clear();
      prepared.set(sql, statement);
      return statement;
    },
  };
}

function prepare(connection: DatabaseSync, sql: string): SqliteStatement {
  const statement = connection.prepare(sql);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as [])),
    run: (parameters) => statement.run(...(parameters as [])),
    // One that is read bit by bit must not be begun anew by another reader.
    iterate: (parameters) => connection.prepare(sql).iterate(...(parameters as [])),
  };
}
