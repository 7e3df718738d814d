/** The fallbacks that Kamailio uses while Callas does not answer, read from the local copy. */
import { documentsOfCore, EXTENSIONS_BUCKET, extensionsIn } from "../decide/buckets.ts";
import type { Fallback, FallbackSource } from "../decide/decide-call.ts";
import { fallbackOf } from "../decide/fallback.ts";
import type { LocalCopy } from "../store/local-copy.ts";
import { everyId } from "./every-id.ts";
import type { Follower } from "./follow.ts";
import { turns } from "../turns.ts";

type Watcher = (company: string, fallback: Fallback | null) => void;

/**
 * @param failed is called with a company that changed and cannot be read, and with errors of watchers. The company's
 * last fallback stays in use. The company is null if it is not known which ones changed.
 */
export function fallbacksOf(
  copy: Pick<LocalCopy, "company" | "bucket" | "ids">,
  follower: Pick<Follower, "subscribe">,
  failed: (company: string | null, error: unknown) => void,
): FallbackSource {
  const watchers = new Set<Watcher>();
  /** Companies that changed and have not been reported to watchers yet. */
  const changed = new Set<string>();
  let mayAllHaveChanged = false;
  let isTelling = false;

  function* takeChanged(): Generator<string> {
    while (mayAllHaveChanged || changed.size > 0) {
      if (mayAllHaveChanged) {
        mayAllHaveChanged = false;
        yield* everyId(copy);
      }
      for (const company of changed) {
        changed.delete(company);
        yield company;
      }
    }
  }

  function tell(company: string): void {
    try {
      const fallback = readFallback(copy, company);
      for (const watch of watchers) watch(company, fallback);
    } catch (error) {
      failed(company, error);
    }
  }

  async function tellChanged(): Promise<void> {
    if (isTelling || watchers.size === 0) return;
    isTelling = true;
    try {
      const turn = turns();
      for (const company of takeChanged()) {
        tell(company);
        await turn();
      }
    } catch (error) {
      failed(null, error);
    } finally {
      isTelling = false;
    }
  }

  follower.subscribe({
    changed(changes) {
      if (watchers.size === 0) return;
      for (const { company } of changes) if (company !== null) changed.add(company);
      void tellChanged();
    },
    startedOver() {
      mayAllHaveChanged = watchers.size > 0;
      void tellChanged();
    },
  });

  return {
    async *all() {
      const turn = turns();
      for (const id of everyId(copy)) {
        const fallback = readFallback(copy, id);
        if (fallback) yield fallback;
        await turn();
      }
    },
    onChange(watch) {
      watchers.add(watch);
      return () => void watchers.delete(watch);
    },
  };
}

function readFallback(copy: Pick<LocalCopy, "company" | "bucket">, id: string): Fallback | null {
  for (;;) {
    const form = copy.company(id);
    if (form === null) return null;
    if (form.kind === "documents") {
      const { employees } = form.documents.directory;
      const extensions = employees.map(({ extension }) => extension).filter((extension) => extension !== null);
      return fallbackOf(id, form.documents, extensions);
    }
    const extensions = copy.bucket(id, form.revision, EXTENSIONS_BUCKET);
    // The company changed between the two reads.
    if (extensions === null) continue;
    return fallbackOf(id, documentsOfCore(form.core), extensionsIn(extensions.text));
  }
}
