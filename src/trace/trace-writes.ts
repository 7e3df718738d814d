/** A span for each write of the store, and one in it for its commit. */
import { AsyncResource } from "node:async_hooks";
import type { WriteRecord, Writes, Written } from "../store/writes.ts";
import { during, type Span, type Trace } from "./trace.ts";

export function tracedWrites(trace: Trace, store: Writes): Writes {
  async function traced<Draft, T>(
    { action }: WriteRecord,
    company: string | null,
    work: (draft: Draft) => Promise<T>,
    write: (work: (draft: Draft) => Promise<T>) => Promise<Written<T>>,
  ): Promise<Written<T>> {
    return await during(trace, { name: "write", attributes: { "callas.action": action } }, async (span) => {
      let commit: Span | null = null;
      // Writes that are committed together run where the first of them began.
      const here = AsyncResource.bind(async (draft: Draft) => {
        commit?.end();
        const result = await work(draft);
        commit = trace.begin({ name: "commit" });
        return result;
      });
      try {
        const written = await write(here);
        if (written.revision !== null) span.add({ "callas.revision": written.revision });
        if (company !== null && written.stored !== null) span.add({ "callas.company": company });
        return written;
      } finally {
        (commit as Span | null)?.end();
      }
    });
  }
  return {
    writeCompany: (company, record, work) =>
      traced(record, company, work, (traced) => store.writeCompany(company, record, traced)),
    writeAccess: (record, work) => traced(record, null, work, (traced) => store.writeAccess(record, traced)),
    writeTrunk: (trunk, record, work) =>
      traced(record, null, work, (traced) => store.writeTrunk(trunk, record, traced)),
  };
}
