/** Lines of the feed for tests that work without a service. */
import { Company } from "../src/policy/company.ts";
import { emptyDirectory } from "../src/policy/directory.ts";
import { combined, companySum, documentSum, NO_SUM } from "../src/store/sums.ts";

export const textOf = (...lines: readonly object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join("");

/** A store as small as it can be: companies that have a name and numbers, and the feed of what happened to them. */
export function sampleFeed(epoch = "first") {
  const companies = new Map<string, Readonly<{ revision: number; line: object; sum: string }>>();
  let revision = 0;
  const sum = () => [...companies.values()].reduce((sum, company) => combined(sum, company.sum), NO_SUM);
  return {
    epoch,
    sum,
    revision: () => revision,
    put(id: string, ...numbers: readonly string[]) {
      revision += 1;
      const documents = {
        company: Company.parse({ name: `${id} at ${revision}`, country: "BY" }),
        directory: { ...emptyDirectory, numbers: numbers.map((number) => ({ number, label: "", on: true })) },
      };
      const sums = Object.fromEntries(
        Object.entries(documents).map(([kind, body]) => [kind, documentSum(JSON.stringify(body))]),
      );
      const own = companySum(id, revision, sums);
      companies.set(id, { revision, sum: own, line: { company: id, revision, documents, sum: own } });
    },
    remove(id: string) {
      revision += 1;
      companies.set(id, { revision, sum: NO_SUM, line: { company: id, revision, documents: null, sum: "" } });
    },
    begin: () => ({ epoch, revision, format: 1, quotas: true }),
    end: () => ({ end: true, revision, sum: sum() }),
    line: (id: string) => companies.get(id)!.line,
    changes(after: number, ...more: readonly object[]) {
      const changed = [...companies.values()].filter((company) => company.revision > after);
      changed.sort((a, b) => a.revision - b.revision);
      return textOf(this.begin(), ...changed.map(({ line }) => line), ...more, this.end());
    },
    snapshot(after = "", ...more: readonly object[]) {
      return textOf(this.begin(), ...this.all(after), ...more, this.end());
    },
    all(after = ""): readonly object[] {
      const ids = [...companies.keys()].filter((id) => id > after && companies.get(id)!.sum !== NO_SUM).sort();
      return ids.map((id) => companies.get(id)!.line);
    },
    sums() {
      const lines = this.all().map((line) => ({ ...line, documents: undefined }));
      return textOf(this.begin(), ...lines, this.end());
    },
  };
}
