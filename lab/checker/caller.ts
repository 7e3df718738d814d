/** Asks one Callas for decisions, one after another, and holds each answer against the book. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../random.ts";
import { outcomeOf, type Ask } from "../service/client.ts";
import type { Book } from "./book.ts";
import { COMPANIES, dialledFor, idOf, lineOf, placeOf, prefixFor, WANDERING, wanderingNumber } from "./companies.ts";

const PAUSE_MS = 10;
/** Where nobody listens. */
const AGAIN_MS = 50;

type Options = Readonly<{ book: Book; by: string; ask: Ask; random: Random; isOver: () => boolean }>;

export async function keepCalling({ book, by, ask, random, isOver }: Options): Promise<void> {
  while (!isOver()) {
    const which = random.int(WANDERING);
    const owners = book.timeline.lastOwners(wanderingNumber(which));
    // Mostly of whom it may show for, or may no longer.
    const at = owners.length > 0 && random.chance(0.7) ? placeOf(random.pick(owners)) : random.int(COMPANIES);
    const minRevision = random.chance(0.3) && book.newestAnswered > 0 ? book.newestAnswered : undefined;
    const question = { company: idOf(at), line: lineOf(at), dialled: dialledFor(which) };
    const asked = { ...book.ask(), minRevision };
    const answer = await ask("POST decisions", { ...question, minRevision }).catch((error: unknown) => {
      if (!(error instanceof Error && "code" in error) || error.code === "ERR_ASSERTION") throw error;
      return null;
    });
    switch (answer === null ? "lost" : outcomeOf(answer)) {
      case "200": {
        const { revision, callerId } = answer!.body as { revision: number; callerId: string | null };
        book.decided({ by, company: idOf(at), prefix: prefixFor(which), revision, callerId }, asked);
        break;
      }
      case "404 company_unknown":
      case "404 line_unknown":
        book.wasUnknown(by, idOf(at), answer!.body["code"] === "line_unknown", asked);
        break;
      case "lost":
        await sleep(AGAIN_MS);
        break;
      case "503 revision_not_reached":
      case "503 storage_unavailable":
        break;
      default:
        assert.fail(`${by} refuses a call: ${answer!.text}`);
    }
    await sleep(random.int(PAUSE_MS));
  }
}
