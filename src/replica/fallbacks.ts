/** What Kamailio must know of each company for the time that Callas is away, read from the local copy. */
import { setImmediate } from "node:timers/promises";
import { documentsOfCore, EXTENSIONS_BUCKET, extensionsIn } from "../decide/buckets.ts";
import type { Fallback, FallbackSource } from "../decide/decide-call.ts";
import { fallbackOf } from "../decide/fallback.ts";
import type { LocalCopy } from "../store/local-copy.ts";
import type { Follower } from "./follow.ts";

/** Ids read at once while all companies are gone through. */
const PAGE = 500;

/** How long calls may wait for the next turn of the event loop. */
const TURN_MS = 4;

type Watcher = (company: string, fallback: Fallback | null) => void;

/**
 * @param failed is told of a company that changed and cannot be read, and of watchers that throw: what was told of
 * the company last stands; null where it is not known which companies changed
 */
export function fallbacksOf(
  copy: Pick<LocalCopy, "company" | "bucket" | "ids">,
  follower: Pick<Follower, "subscribe">,
  failed: (company: string | null, error: unknown) => void,
): FallbackSource {
  const watchers = new Set<Watcher>();
  /** Companies that changed and of which nobody was told yet. */
  const changed = new Set<string>();
  let mayAllHaveChanged = false;
  let isTelling = false;

  function* takeChanged(): Generator<string> {
    while (mayAllHaveChanged || changed.size > 0) {
      if (mayAllHaveChanged) {
        mayAllHaveChanged = false;
        yield* idsOf(copy);
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
      for (const id of idsOf(copy)) {
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

/** Answers a function that lets calls go first whenever the turn has lasted long enough. */
function turns(): () => Promise<void> | undefined {
  let began = performance.now();
  const rest = async () => {
    await setImmediate();
    began = performance.now();
  };
  return () => (performance.now() - began < TURN_MS ? undefined : rest());
}

function* idsOf(copy: Pick<LocalCopy, "ids">): Generator<string> {
  for (let after: string | null = null; ;) {
    const page: readonly string[] = copy.ids(after, PAGE);
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)!;
  }
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
    // It changed between the two reads.
    if (extensions === null) continue;
    return fallbackOf(id, documentsOfCore(form.core), extensionsIn(extensions.text));
  }
}
