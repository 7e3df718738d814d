/**
 * Keeps the fallback table of one Kamailio right over one connection.
 *
 * A small installation has all of its companies there. A larger one has those that have called through this Kamailio:
 * each question says which row Kamailio has of the company, and a row that is missing or old is sent after the answer.
 * When a company changes, Kamailio says whether it has a row, and then gets the new one.
 *
 * The table outlives Kamailio and Callas. A row begins with its stamp, `TOKEN.REVISION.DAY`: the revision of the company,
 * and the day on which it was sent, because rows end after a month. Kamailio trusts rows whose token it knows. A token
 * stands for one history of one database, for which Kamailio keeps `TOKEN.REVISION.DAY.COMPLETE`: up to which revision
 * all rows with the token are right, and if they are all companies, since when. A Callas that connects sends what has
 * changed since. If it cannot know that, because the database was restored or the changes are no longer kept, it takes
 * the token back and begins with another one.
 *
 *     C → K  callas|row|N|COMPANY|…   callas|list|N|COMPANY|KEY|…   callas|gone|N|COMPANY   callas|changed|N|COMPANY
 *            callas|country|N|COUNTRY|…   callas|trunk|N|ID|…   callas|trunks|N|GENERATION
 *            callas|at|N|EPOCH|TOKEN.REVISION.DAY.COMPLETE   callas|over|N|TOKEN
 *     K → C  callas|ack|N|RESULT     held: of a company that changed; full: there is no room for the row; else empty
 *
 * Few messages are under way at once, and each waits for Kamailio's acknowledgement. evapi reads and routes in one
 * process, so calls must find room between the rows; and it loses a message whose length is split by the end of a read,
 * which happens when a stream is written as fast as possible.
 */
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Fallback, FallbackChange, FallbackSource } from "../../decide/decide-call.ts";
import { companyRows, countryRow, trunkRow } from "./fallback-rows.ts";
import { tableMessage } from "./messages.ts";

const WINDOW_MESSAGES = 8;
const WINDOW_CHARACTERS = 16_000;
/** Companies whose rows wait to be sent because they called; the others come again with their next call. */
const MOST_WANTED = 10_000;
/** Kamailio forgets rows after 31 days (`autoexpire` in callas-table.cfg). */
const RENEWED_AFTER_DAYS = 7;
/** For as long, no rows are sent to a table that is full. */
const FULL_MS = 60_000;
/** The time after which a store that could not be read is tried again. */
const AGAIN_MS = 5_000;
const HOUR_MS = 3_600_000;
/** Increase it when rows change their form: tokens begin with it, so that older rows are not used. */
const ROW_FORMAT = "1";

export type Table = Readonly<{
  /** After a question: the stamp of the row that Kamailio has of the company, or empty; its revision, null if there is none. */
  asked: (company: string, stamp: string, revision: number | null) => void;
  acknowledged: (n: number, result: string) => void;
  /** When the message that has waited longest for its acknowledgement was sent, by performance.now(). */
  oldestWaiting: () => number | undefined;
  stop: () => void;
}>;

export type TableOptions = Readonly<{
  fallbacks: FallbackSource;
  /** What Kamailio keeps for the epoch of these fallbacks, or empty. */
  held: string;
  /** If there are no more companies than that, all of them are sent. */
  mostSentAtOnce: number;
  /** Writes one message. */
  send: (message: string) => void;
  /** Called when the table has no more room. */
  full: () => void;
  /** Called when a fallback, or their source, cannot be read; both are tried again. */
  failed: (error: unknown) => void;
}>;

type Result = "" | "held" | "full" | "stopped";
type Sent = Readonly<{ sentAt: number; characters: number; resolve: (result: Result) => void }>;

const today = (): number => Math.floor(Date.now() / (24 * HOUR_MS));
const isRecent = (day: number): boolean => Math.abs(today() - day) < RENEWED_AFTER_DAYS;

export function fillTable({ fallbacks, held, mostSentAtOnce, send, full, failed }: TableOptions): Table {
  let next = 1;
  let stopped = false;
  let charactersWaiting = 0;
  let fullUntil = 0;
  let wake: (() => void) | undefined;
  const waiting = new Map<number, Sent>();
  /** What has to be done, in the order in which it is: companies that changed, that called, and that were there. */
  const changed = new Set<string>();
  const wanted = new Set<string>();
  let trunksChanged = true;
  let mustStartOver = false;
  /** A company could not be read: the position of the table stays before it until the next connection. */
  let hasMissed = false;
  /** When the row of each country was sent on this connection. */
  const countries = new Map<string, number>();
  /** Companies whose rows are on their way. */
  const underWay = new Set<string>();
  let state = readState(held);
  /** What Kamailio was told of it last. */
  let told = "";

  const wakeUp = (): void => {
    wake?.();
    wake = undefined;
  };
  const sleep = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });
  const mustWait = (): boolean =>
    !stopped && (waiting.size >= WINDOW_MESSAGES || charactersWaiting >= WINDOW_CHARACTERS);
  const running = (): boolean => !stopped;
  const hasNews = (): boolean => trunksChanged || changed.size > 0 || wanted.size > 0;

  /** Resolves when the message is sent; its result, when it is acknowledged. */
  const put = async (type: string, ...fields: readonly string[]): Promise<Readonly<{ result: Promise<Result> }>> => {
    while (mustWait()) await sleep();
    if (stopped) return { result: Promise.resolve("stopped") };
    const n = next++;
    const text = tableMessage(type, n, fields);
    const { promise, resolve } = Promise.withResolvers<Result>();
    waiting.set(n, { sentAt: performance.now(), characters: text.length, resolve });
    charactersWaiting += text.length;
    send(text);
    return { result: promise };
  };

  /** @returns undefined if it cannot be read: its old row stays, and what has been missed is looked for again later */
  const read = (company: string): Fallback | null | undefined => {
    try {
      return fallbacks.of(company);
    } catch (error) {
      hasMissed = true;
      // Its next calls do not ask for it again.
      underWay.add(company);
      failed(error);
      return undefined;
    }
  };
  const afterRow = async (company: string, result: Promise<Result>): Promise<void> => {
    const got = await result;
    underWay.delete(company);
    if (got !== "full") return;
    if (performance.now() > fullUntil) full();
    fullUntil = performance.now() + FULL_MS;
  };
  const putCompany = async (company: string): Promise<void> => {
    const fallback = read(company);
    if (fallback === undefined) return;
    if (fallback === null) {
      await put("gone", company);
      return;
    }
    const { country, revision } = fallback;
    if (countries.get(country) !== today()) {
      countries.set(country, today());
      await put("country", country, countryRow(country));
    }
    const { row, extensions } = companyRows(fallback, `${state.token}.${revision}.${today()}`);
    underWay.add(company);
    for (const [key, list] of extensions) await put("list", company, key, list);
    const { result } = await put("row", company, row);
    void afterRow(company, result);
  };
  const putTrunks = async (): Promise<void> => {
    trunksChanged = false;
    const { revision } = fallbacks.position();
    for (const trunk of fallbacks.trunks()) await put("trunk", trunk.id, trunkRow(trunk, revision));
    await put("trunks", String(revision));
  };
  /** In a table of those that call, a company that changed is sent if it is there. */
  const putIfHeld = async (company: string): Promise<void> => {
    const { result } = await put("changed", company);
    if ((await result) === "held") await putCompany(company);
  };
  /** Everything that has become old or been asked for since the last time. */
  const putNews = async (): Promise<void> => {
    while (running() && hasNews()) {
      if (trunksChanged) await putTrunks();
      for (const company of wanted) {
        wanted.delete(company);
        await putCompany(company);
      }
      for (const company of changed) {
        changed.delete(company);
        await (state.completeSince === null ? putIfHeld(company) : putCompany(company));
        if (wanted.size > 0) break;
      }
    }
  };

  const startOver = async (): Promise<void> => {
    mustStartOver = false;
    if (state.token !== "") await put("over", state.token);
    state = { token: ROW_FORMAT + randomBytes(4).toString("hex"), revision: 0, day: today(), completeSince: null };
    changed.clear();
    trunksChanged = true;
  };
  const putAll = async (): Promise<void> => {
    const since = today();
    for (const company of fallbacks.companies()) {
      if (stopped || mustStartOver) return;
      await putNews();
      await putCompany(company);
    }
    state = { ...state, completeSince: since };
  };
  /** Every change up to here is in the table once this is. */
  const putPosition = async (): Promise<void> => {
    const { epoch, revision } = fallbacks.position();
    await putNews();
    if (stopped || mustStartOver || hasMissed) return;
    state = { ...state, revision, day: today() };
    if (writeState(state) === told) return;
    told = writeState(state);
    await put("at", epoch, told);
  };

  const run = async (): Promise<void> => {
    const { epoch } = fallbacks.position();
    const missed = state.token === "" ? null : fallbacks.changedSince({ epoch, revision: state.revision });
    if (missed === null) await startOver();
    else for (const company of missed) changed.add(company);
    while (running()) {
      if (mustStartOver) await startOver();
      const { completeSince } = state;
      if (!fallbacks.hasAtMost(mostSentAtOnce)) state = { ...state, completeSince: null };
      else if (completeSince === null || !isRecent(completeSince)) await putAll();
      if (mustStartOver) continue;
      await putPosition();
      if (running() && !hasNews() && !mustStartOver) await sleep();
    }
  };

  const heard = (change: FallbackChange): void => {
    if (change === "trunks") trunksChanged = true;
    else if (change === "everything") mustStartOver = true;
    else changed.add(change.company);
    wakeUp();
  };
  const unsubscribe = fallbacks.onChange(heard);
  const hourly = setInterval(() => {
    if (!isRecent(state.day)) trunksChanged = true;
    wakeUp();
  }, HOUR_MS).unref();
  const stop = (): void => {
    stopped = true;
    clearInterval(hourly);
    unsubscribe();
    wakeUp();
    for (const { resolve } of waiting.values()) resolve("stopped");
  };
  const runAgain = async (): Promise<void> => {
    while (running()) {
      try {
        await run();
      } catch (error) {
        failed(error);
        await delay(AGAIN_MS, undefined, { ref: false });
      }
    }
  };
  void runAgain();

  return {
    asked(company, stamp, revision) {
      const [token, at, day] = stamp.split(".");
      const isRight =
        revision === null ? stamp === "" : token === state.token && Number(at) === revision && isRecent(Number(day));
      if (isRight || underWay.has(company) || wanted.size >= MOST_WANTED || performance.now() < fullUntil) return;
      wanted.add(company);
      wakeUp();
    },
    acknowledged(n, result) {
      const message = waiting.get(n);
      if (message === undefined) return;
      waiting.delete(n);
      charactersWaiting -= message.characters;
      message.resolve(result === "held" || result === "full" ? result : "");
      wakeUp();
    },
    oldestWaiting: () => waiting.values().next().value?.sentAt,
    stop,
  };
}

type State = Readonly<{
  token: string;
  revision: number;
  /** Of the last message about it. */
  day: number;
  /** The day on which all companies were sent; null if only those that call are there. */
  completeSince: number | null;
}>;

const NO_STATE: State = { token: "", revision: 0, day: 0, completeSince: null };

/** @returns a state without token for text that is none, or of rows in another form */
function readState(text: string): State {
  const [, token = "", revision, day, complete] = /^(\w{1,20})\.(\d{1,15})\.(\d{1,6})\.(\d{0,6})$/.exec(text) ?? [];
  if (!token.startsWith(ROW_FORMAT)) return NO_STATE;
  const completeSince = complete === "" ? null : Number(complete);
  return { token, revision: Number(revision), day: Number(day), completeSince };
}

const writeState = ({ token, revision, day, completeSince }: State): string =>
  `${token}.${revision}.${day}.${completeSince ?? ""}`;
