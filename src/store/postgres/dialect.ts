/** Kysely's dialect for PostgreSQL, in what other databases that speak its language can follow. */
import {
  ColumnDefinitionNode,
  CompiledQuery,
  PostgresAdapter,
  PostgresDialect,
  PostgresDriver,
  PostgresQueryCompiler,
  sql,
  type DatabaseConnection,
  type DataTypeNode,
  type Kysely,
  type MigrationLockOptions,
  type PostgresPool,
  type TransactionSettings,
} from "kysely";
import type { Limits } from "../sql/engine.ts";

/** @param limits of every transaction; null for those that make tables, which take as long as they take */
export function postgresDialect(pool: PostgresPool, limits: Limits | null): PostgresDialect {
  return new Dialect(pool, limits);
}

class Dialect extends PostgresDialect {
  readonly #pool: PostgresPool;
  readonly #limits: Limits | null;

  constructor(pool: PostgresPool, limits: Limits | null) {
    super({ pool });
    this.#pool = pool;
    this.#limits = limits;
  }

  override createDriver() {
    return new Driver(this.#pool, this.#limits);
  }

  override createQueryCompiler() {
    return new Compiler();
  }

  override createAdapter() {
    return new Adapter();
  }
}

class Driver extends PostgresDriver {
  readonly #limits: string;

  constructor(pool: PostgresPool, limits: Limits | null) {
    super({ pool });
    this.#limits = limits === null ? "" : `; ${settings(limits)}`;
  }

  /** With the transaction, not with the session: PgBouncer gives a session to another client after each transaction. */
  override async beginTransaction(
    connection: DatabaseConnection,
    { isolationLevel }: TransactionSettings,
  ): Promise<void> {
    const begin = isolationLevel === undefined ? "begin" : `begin isolation level ${isolationLevel}`;
    await connection.executeQuery(CompiledQuery.raw(begin + this.#limits));
  }
}

/** The server gives up as well: a client that was cut off must not hold a lock that everybody waits for. */
function settings({ whole, lock }: Limits): string {
  const [most, mostForLock] = [Math.ceil(whole), Math.ceil(Math.min(whole, lock))];
  return [
    `set local statement_timeout = ${most}`,
    `set local lock_timeout = ${mostForLock}`,
    `set local idle_in_transaction_session_timeout = ${most}`,
  ].join("; ");
}

/** Text is ordered and compared by its bytes, as in SQLite, whatever the locale of the database. */
class Compiler extends PostgresQueryCompiler {
  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node);
    if (node.dataType === "text" && this.parentNode && ColumnDefinitionNode.is(this.parentNode))
      this.append(' collate "C"');
  }
}

/** Two processes that start at once take turns by a row of Kysely's table, held to the end of the transaction. */
class Adapter extends PostgresAdapter {
  override async acquireMigrationLock(db: Kysely<unknown>, { lockTable, lockRowId }: MigrationLockOptions) {
    await sql`update ${sql.table(lockTable)} set is_locked = is_locked where id = ${lockRowId}`.execute(db);
  }

  override async releaseMigrationLock(): Promise<void> {}
}
