/** The store on PostgreSQL through PgBouncer, which gives every transaction another connection. */
import { after, before } from "node:test";
import { startPgBouncer, type PgBouncer } from "../../lab/service/pgbouncer.ts";
import { startPostgres, type Postgres } from "../../lab/service/postgres.ts";
import { postgresDatabase } from "./postgres-database.ts";
import { storeContract } from "./store-contract.ts";
import { trunksContract } from "./trunks-contract.ts";

let server: Postgres;
let bouncer: PgBouncer;
before(async () => {
  server = await startPostgres();
  bouncer = await startPgBouncer(server);
});
after(async () => {
  await bouncer.remove();
  await server.remove();
});

const database = () => postgresDatabase(server, bouncer.url);

storeContract(database);
trunksContract(database);
