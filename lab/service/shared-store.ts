/** A PostgreSQL server for the services of a test file, with a database for each. */
import { startPostgres, type Postgres } from "./postgres.ts";

let server: Promise<Postgres> | null = null;
let [users, databases] = [0, 0];

export type SharedStore = Readonly<{
  url: string;
  /** The last one also ends the server. */
  remove: () => Promise<void>;
}>;

export async function newSharedStore(): Promise<SharedStore> {
  users += 1;
  const { create, drop, url, remove } = await (server ??= startPostgres());
  const name = `service_${++databases}`;
  await create(name);
  return {
    url: url(name),
    async remove() {
      await drop(name);
      users -= 1;
      if (users > 0) return;
      server = null;
      await remove();
    },
  };
}
