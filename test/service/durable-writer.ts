/** A process that does nothing but save, and says which revision was acknowledged: `REVISION COMPANY MARK`. */
import { authorNamed } from "../../lab/principals.ts";
import { writeSync } from "node:fs";
import { Company } from "../../src/policy/company.ts";
import { noOutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { openSqliteStoreAlone } from "../../src/store/sqlite/sqlite.ts";

const store = await openSqliteStoreAlone(process.argv[2]!);
let mark = (await store.head()) * 10;

async function write(): Promise<void> {
  for (;;) {
    const at = ++mark;
    const id = `c${at % 6}`;
    const numbers = Array.from({ length: 1 + (at % 5) }, (_, nth) => `+37517${1_000_000 + (at % 6) * 10 + nth}`);
    const { revision } = await store.writeCompany(
      id,
      { author: authorNamed("writer"), action: "test" },
      async (draft) => {
        if (at % 17 === 0) {
          draft.remove();
          return;
        }
        draft.put("company", Company.parse({ name: String(at), country: "BY" }));
        draft.put("directory", {
          numbers: numbers.map((number) => ({ number, label: String(at), on: true })),
          employees: [{ id: "e", name: "x".repeat((at * 131) % 20_000), extension: null, guest: false, lines: [] }],
          departments: [],
        });
        // Another one each time: what is as it was keeps its revision.
        const regional = [{ number: numbers[0]!, prefix: `+${at}` }];
        draft.put("outgoing-numbers", { ...noOutgoingNumbers, main: numbers.at(-1)!, regional });
      },
    );
    // Where there was nothing to remove, nothing was saved.
    if (revision !== null) writeSync(1, `${revision} ${id} ${at % 17 === 0 ? "removed" : at}\n`);
  }
}

await Promise.all([write(), write(), write()]);
