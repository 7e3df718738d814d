/**
 * Keeps a copy of what calls are decided from: takes answers of the feed as text, whoever brings it. A feed's answer is
 * applied whole, in one transaction, or not at all, so the copy always has exactly the state of its revision. Where
 * the feed says «start over», the next file is filled from a snapshot while the old one goes on being read.
 */
import type { Position } from "../store/feed.ts";
import { copyNumbers, copyPath, createCopy, openCopy, removeCopy } from "./copy-file.ts";
import { CopyContents, sumOfBody } from "./copy-contents.ts";
import { readLine, UnreadableLine, type Line } from "./lines.ts";

/** What to ask the store for next. */
export type Ask =
  | Readonly<{ kind: "snapshot"; after: string }>
  /** `confirms`: calls are decided from this state, or from none. */
  | Readonly<{ kind: "changes"; position: Position; confirms: boolean }>
  /** A snapshot without documents. */
  | Readonly<{ kind: "sums" }>
  | Readonly<{ kind: "company"; company: string }>;

type Answer = Readonly<{
  /** Takes the next piece of the text, cut anywhere. */
  take: (text: string) => void;
  /**
   * Applies what has been taken.
   * @returns whether the answer was complete; of a snapshot that was cut off, its whole lines are kept
   */
  end: () => boolean;
}>;

export type CopyStatus = Readonly<{
  /** The file to read; null until one is complete. */
  path: string | null;
  /** Of the store; its epoch is "" until there is a file. */
  position: Position;
  /** See CopyHead. */
  life: string;
  /** Whether a file is being filled from the beginning. */
  isFilling: boolean;
  /** Lines that could not be read, since the start. */
  unreadable: number;
  /** Companies that differed from the store and were read again, since the start. */
  mended: number;
}>;

export type CopyWriter = Readonly<{
  next: () => Ask;
  begin: (ask: Ask) => Answer;
  /** The store answered that it does not know the position: everything is read again. */
  startOver: () => void;
  status: () => CopyStatus;
  /** Checks some companies of the file against their checksums; call it at times when nothing changes. */
  check: () => void;
  close: () => void;
}>;

/** Of a snapshot: lines and characters in one transaction. */
const LINES_AT_ONCE = 1000;
const CHARACTERS_AT_ONCE = 4 * 1024 * 1024;
/** Companies that are read again after one comparison. */
const MOST_MENDED = 1000;
/** Companies that are checked at once. */
const CHECKED = 200;
/** A copy that still differs is not compared again at once: then the store and this version read something differently. */
const COMPARE_AGAIN_MS = 10 * 60 * 1000;
/**
 * For quotas, a copy is filled anew once no answer has come without them for this time: while services of several
 * versions answer in turns, it would lose them again at once.
 */
const QUOTAS_AFTER_MS = 10 * 60 * 1000;

/**
 * @param folder must exist, and be used by nobody else
 * @param now in ms, of a clock that is never set back
 */
export function openCopyWriter(folder: string, now: () => number = () => performance.now()): CopyWriter {
  let current: CopyContents | null = null;
  let filling: CopyContents | null = null;
  for (const number of copyNumbers(folder)) {
    const database = openCopy(copyPath(folder, number));
    const file = database && new CopyContents(copyPath(folder, number), database);
    if (!file) removeCopy(copyPath(folder, number));
    else if (current !== null) file.remove();
    else if (file.head.state === "complete") current = file;
    else if (filling === null) filling = file;
    else file.remove();
  }
  current?.prepare();

  const counts = { unreadable: 0, mended: 0 };
  let comparedAt = -Infinity;
  let mustCompare = false;
  const differing = new Set<string>();
  let checkedTo = "";
  /** Whether the last answer came with quotas, and when one last came without. */
  const quotas = { come: false, missedAt: -Infinity };

  function fill(): CopyContents {
    filling?.remove();
    filling = null;
    const number = Math.max(0, ...copyNumbers(folder)) + 1;
    const path = copyPath(folder, number);
    filling = new CopyContents(path, createCopy(path));
    return filling;
  }

  function compare(sum: string, file: CopyContents): void {
    if (sum === file.head.sum || now() - comparedAt < COMPARE_AGAIN_MS) return;
    comparedAt = now();
    mustCompare = true;
  }

  /** Only then does filling another file help. */
  const quotasAreToBeHad = () => quotas.come && now() - quotas.missedAt >= QUOTAS_AFTER_MS;

  function noteQuotas(line: Line): void {
    if (line.kind !== "begin") return;
    quotas.come = line.quotas;
    if (!line.quotas) quotas.missedAt = now();
  }

  /** Reads lines as text comes; what cannot be read is passed over and counted. */
  function reading(line: (line: Line) => void): (text: string) => void {
    // A line may come in hundreds of pieces.
    let pieces: string[] = [];
    return (text) => {
      const ends = text.split("\n");
      for (const [at, piece] of ends.entries()) {
        pieces.push(piece);
        if (at === ends.length - 1) return;
        const whole = pieces.join("");
        pieces = [];
        try {
          const read = readLine(whole);
          noteQuotas(read);
          line(read);
        } catch (error) {
          if (!(error instanceof UnreadableLine)) throw error;
          counts.unreadable += 1;
        }
      }
    };
  }

  function snapshot(): Answer {
    const file = filling ?? fill();
    let [isComplete, isStale] = [false, false];
    let [lines, characters] = [0, 0];
    file.beginWrite();
    const take = reading((line) => {
      if (isComplete || isStale) return;
      if (line.kind === "begin") {
        // The revision of the first answer is where the changes begin, however often the snapshot is broken off.
        if (file.head.epoch === "") file.begin(line);
        else isStale = file.head.epoch !== line.epoch || line.revision < file.head.revision;
        if (!line.quotas) file.loseQuotas();
      } else if (file.head.epoch === "") isStale = true;
      else if (line.kind === "end") {
        file.finishSnapshot();
        isComplete = true;
      } else characters += file.apply(line);
      lines += 1;
      if (lines < LINES_AT_ONCE && characters < CHARACTERS_AT_ONCE) return;
      [lines, characters] = [0, 0];
      file.commit();
      file.beginWrite();
    });
    return {
      take,
      end() {
        if (!file.isWriting()) return false;
        file.commit();
        // The database was restored since the snapshot began, or the answer is older than what has been read.
        if (isStale) fill();
        return isComplete;
      },
    };
  }

  function changes({ position }: Extract<Ask, { kind: "changes" }>): Answer {
    const file = (filling ?? current)!;
    let isBroken = false;
    let end: Extract<Line, { kind: "end" }> | null = null;
    let begins = 0;
    let withQuotas = false;
    file.beginWrite();
    const take = reading((line) => {
      if (isBroken || end !== null) return;
      if (line.kind === "begin") {
        begins += 1;
        withQuotas = line.quotas;
        isBroken = line.epoch !== position.epoch || line.revision < position.revision || begins > 1;
      } else if (begins === 0) isBroken = true;
      else if (line.kind === "end") end = line;
      else file.apply(line);
    });
    return {
      take,
      end() {
        if (isBroken || end === null || !file.fits(end.revision)) {
          file.rollback();
          return false;
        }
        const wasFilling = file === filling;
        if (!withQuotas && end.revision > file.head.revision) file.loseQuotas();
        file.moveTo(end.revision);
        file.commit();
        if (wasFilling) {
          file.prepare();
          current?.remove();
          [current, filling] = [file, null];
        }
        compare(end.sum, file);
        return true;
      },
    };
  }

  function sums(): Answer {
    const file = current!;
    let isComplete = false;
    let previous = "";
    const take = reading((line) => {
      if (line.kind === "company") {
        for (const id of file.idsBetween(previous, line.company)) note(id);
        if (file.sumOf(line.company) !== line.sum) note(line.company);
        previous = line.company;
      } else if (line.kind === "end") {
        for (const id of file.idsBetween(previous, null)) note(id);
        isComplete = true;
      }
    });
    return {
      take,
      end() {
        if (isComplete) mustCompare = false;
        else differing.clear();
        return isComplete;
      },
    };
  }

  function note(company: string): void {
    if (differing.size < MOST_MENDED) differing.add(company);
  }

  function company(id: string): Answer {
    const file = current!;
    let found: Extract<Line, { kind: "company" }> | null = null;
    const take = reading((line) => {
      if (line.kind === "company" && line.company === id) found = line;
    });
    return {
      take,
      end() {
        if (found === null) return false;
        file.mend(found);
        differing.delete(id);
        counts.mended += 1;
        return true;
      },
    };
  }

  return {
    next() {
      if (filling !== null || current === null || (!current.hasQuotas && quotasAreToBeHad())) {
        const file = filling ?? fill();
        const { state, epoch, revision, cursor } = file.head;
        return state === "filling"
          ? { kind: "snapshot", after: cursor }
          : { kind: "changes", position: { epoch, revision }, confirms: current === null };
      }
      const [first] = differing;
      if (first !== undefined) return { kind: "company", company: first };
      if (mustCompare) return { kind: "sums" };
      const { epoch, revision } = current.head;
      return { kind: "changes", position: { epoch, revision }, confirms: true };
    },
    begin(ask) {
      switch (ask.kind) {
        case "snapshot":
          return snapshot();
        case "changes":
          return changes(ask);
        case "sums":
          return sums();
        case "company":
          return company(ask.company);
      }
    },
    startOver() {
      differing.clear();
      mustCompare = false;
      fill();
    },
    status: () => ({
      path: current?.path ?? null,
      position: { epoch: current?.head.epoch ?? "", revision: current?.head.revision ?? 0 },
      life: current?.head.life ?? "",
      isFilling: filling !== null,
      ...counts,
    }),
    check() {
      if (current === null) return;
      const rows = current.companiesAfter(checkedTo, CHECKED);
      checkedTo = rows.length < CHECKED ? "" : rows.at(-1)!.id;
      for (const { id, revision, sum, body } of rows) if (sumOfBody(id, revision, body) !== sum) note(id);
    },
    close() {
      for (const file of [current, filling]) file?.close();
    },
  };
}
