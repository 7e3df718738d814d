/** The fallbacks that Kamailio uses while Callas does not answer, read from the local copy. */
import { documentsOfCore, EXTENSIONS_BUCKET, extensionsIn } from "../decide/buckets.ts";
import type { Fallback, FallbackChange, FallbackPosition, FallbackSource } from "../decide/decide-call.ts";
import { fallbackOf } from "../decide/fallback.ts";
import type { DecidingCopy } from "../store/deciding-copy.ts";
import { everyId } from "./every-id.ts";
import type { Follower } from "./follow.ts";

type Copy = Pick<DecidingCopy, "company" | "bucket" | "ids" | "position" | "changesSince" | "trunks">;

/** Changes that are read at once; a reader that has missed more reads everything again. */
const MOST_CHANGES = 10_000;
const PAGE = 1_000;

/** @param failed is called with errors of watchers */
export function fallbacksOf(
  copy: Copy,
  follower: Pick<Follower, "subscribe" | "revision">,
  failed: (error: unknown) => void,
): FallbackSource {
  const watchers = new Set<(change: FallbackChange) => void>();
  const tell = (change: FallbackChange): void => {
    for (const watch of watchers)
      try {
        watch(change);
      } catch (error) {
        failed(error);
      }
  };
  follower.subscribe({
    changed(changes) {
      for (const { company } of changes) tell(company === null ? "trunks" : { company });
    },
    startedOver: () => tell("everything"),
  });

  return {
    position: () => ({ epoch: copy.position().epoch, revision: follower.revision() }),
    changedSince: (position) => changedSince(copy, position),
    of: (company) => readFallback(copy, company),
    hasAtMost: (companies) => copy.ids(null, companies + 1).length <= companies,
    companies: () => everyId(copy),
    trunks: () => copy.trunks(),
    onChange(watch) {
      watchers.add(watch);
      return () => void watchers.delete(watch);
    },
  };
}

function changedSince(copy: Copy, since: FallbackPosition): ReadonlySet<string> | null {
  const companies = new Set<string>();
  let position = since;
  for (let read = 0; read < MOST_CHANGES; read += PAGE) {
    const answer = copy.changesSince(position, PAGE);
    if (answer === "start_over") return null;
    for (const { company } of answer.changes) if (company !== null) companies.add(company);
    if (!answer.more) return companies;
    position = { ...position, revision: answer.revision };
  }
  return null;
}

function readFallback(copy: Pick<DecidingCopy, "company" | "bucket">, id: string): Fallback | null {
  for (;;) {
    const form = copy.company(id);
    if (form === null) return null;
    if (form.kind === "documents") {
      const { employees } = form.documents.directory;
      const extensions = employees.map(({ extension }) => extension).filter((extension) => extension !== null);
      return fallbackOf(id, form.revision, form.documents, extensions);
    }
    const extensions = copy.bucket(id, form.revision, EXTENSIONS_BUCKET);
    // The company changed between the two reads.
    if (extensions === null) continue;
    return fallbackOf(id, form.revision, documentsOfCore(form.core), extensionsIn(extensions.text));
  }
}
