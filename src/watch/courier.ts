/**
 * Follows the history and delivers what deserves attention, at least once: what was found is stored before it is sent,
 * and what was sent is noted afterwards. Who is killed in between sends it again, under the same id.
 */
import { setTimeout as pauseFor } from "node:timers/promises";
import type { Logger } from "pino";
import type { Person } from "../access/person.ts";
import type { Seal } from "../access/seal.ts";
import type { Mail } from "../mail/mail.ts";
import { fetchOutward, OutwardFailed } from "../outward/fetch-outward.ts";
import type { Watching } from "../policy/watching.ts";
import { linkTo, watchedLetter } from "./letter.ts";
import { webhookHeaders, webhookSecret } from "./webhook.ts";
import type { Delivery } from "../store/watching.ts";
import type { Jobs } from "../settings/jobs.ts";
import { during, type Trace } from "../trace/trace.ts";

const SECOND = 1000;

/** The waits after failed attempts; after the last one it is given up, a day after the first attempt. */
const WAITS_MS = [5, 30, 120, 600, 3600, 3 * 3600, 7 * 3600, 12 * 3600].map((seconds) => seconds * SECOND);

/** Messages that are sent at once. */
const AT_ONCE = 10;
const TIME_MS = 10 * SECOND;
/** Of an answer, which is not looked at. */
const ANSWER_BYTES = 64 * 1024;

/** How long a message is left to the process that sends it: longer than sending takes. */
const CLAIMED_MS = 60 * SECOND;

/** Sign-ins move no revision. */
const LOOK_MS = 30 * SECOND;

/** What is written in this time is looked through together, and noted in one write. */
const GATHER_MS = 250;

/** What was looked through is noted this often where nothing is written. */
const NOTED_MS = 3_600_000;

export type Courier = Readonly<{
  /** Something was written. */
  wake: () => void;
  stop: () => Promise<void>;
}>;

export type CourierOptions = Readonly<{
  /** What only reads runs where it does not hold up saves. */
  reader: Pick<Jobs, "lookForChanges" | "dueDeliveries" | "nextDelivery" | "watchingOf">;
  writer: Pick<Jobs, "noteSeen" | "claimDelivery" | "noteDelivery">;
  person: (id: string) => Promise<Person | null>;
  companyName: (id: string) => Promise<string | null>;
  /** Null if no mail can be sent: then it is not written either. */
  mail: Mail | null;
  seal: Seal;
  /** The address of the page, without a trailing slash. */
  site: string;
  allowPrivate: boolean;
  log: Logger;
  trace: Trace;
  /** The waits after failed attempts, in ms. */
  waits?: readonly number[];
  /** How long a message is left to whoever has begun to send it, in ms. */
  claimed?: number;
}>;

export function startCourier(options: CourierOptions): Courier {
  const { reader, writer, log, waits = WAITS_MS, claimed = CLAIMED_MS } = options;
  const wakeUp = { now: () => {} };
  let notedAt = 0;
  let isAwake = false;
  const stop = new AbortController();

  async function look(): Promise<void> {
    for (;;) {
      const { more, isNews, ...found } = await reader.lookForChanges({ canMail: options.mail !== null });
      if (isNews || Date.now() - notedAt > NOTED_MS) {
        await writer.noteSeen({ ...found, at: new Date().toISOString() });
        notedAt = Date.now();
      }
      if (!more || stop.signal.aborted) return;
    }
  }

  async function deliverDue(): Promise<void> {
    for (;;) {
      const due = await reader.dueDeliveries({ now: new Date().toISOString(), limit: AT_ONCE });
      if (due.length === 0 || stop.signal.aborted) return;
      await Promise.all(due.map(deliver));
    }
  }

  async function deliver(delivery: Delivery): Promise<void> {
    const { id, at } = delivery;
    const until = new Date(Date.now() + claimed).toISOString();
    if (!(await writer.claimDelivery({ id, at, until }))) return;
    const error = await send(options, delivery);
    const attempts = delivery.attempts + 1;
    const wait = waits[delivery.attempts];
    const again = error?.isFinal === false && wait !== undefined;
    await writer.noteDelivery({
      id: delivery.id,
      state: error === null ? "delivered" : again ? "waiting" : "failed",
      attempts,
      at: new Date(Date.now() + (again ? wait : 0)).toISOString(),
      error: error?.reason ?? null,
    });
    if (error)
      log.warn(
        { delivery: delivery.id, company: delivery.company, reason: error.reason },
        "a message was not delivered",
      );
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      isAwake = false;
      let pause = LOOK_MS;
      try {
        await look();
        await deliverDue();
        const next = await reader.nextDelivery(undefined);
        if (next !== null) pause = Math.min(LOOK_MS, Math.max(0, Date.parse(next) - Date.now()));
      } catch (err) {
        if (stop.signal.aborted) return;
        log.error({ err }, "the history cannot be looked through for changes to tell of");
      }
      if (!isAwake && !stop.signal.aborted) await sleep(pause);
      if (isAwake) await pauseFor(GATHER_MS, undefined, { signal: stop.signal }).catch(() => {});
    }
  }

  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wakeUp.now = () => (clearTimeout(timer), resolve());
    });

  const ended = run();
  return {
    wake() {
      isAwake = true;
      wakeUp.now();
    },
    async stop() {
      stop.abort();
      wakeUp.now();
      await ended;
    },
  };
}

type Failure = Readonly<{ reason: string; isFinal: boolean }>;

const gone = (reason: string): Failure => ({ reason, isFinal: true });

/** @returns null if it was taken over */
function send(options: CourierOptions, delivery: Delivery): Promise<Failure | null> {
  const { way, company } = delivery;
  const [kind, deliver] = way === "mail" ? (["internal", sendMail] as const) : (["client", sendWebhook] as const);
  const attributes = company === null ? {} : { "callas.company": company };
  return during(options.trace, { name: `deliver ${way}`, kind, attributes }, async (span) => {
    const failure = await deliver(options, delivery);
    if (failure) span.fail(failure.reason);
    return failure;
  });
}

async function sendMail(
  { mail, person, companyName, site }: CourierOptions,
  delivery: Delivery,
): Promise<Failure | null> {
  const to = await person(delivery.to);
  if (!to || to.disabledAt !== null) return gone("recipient_gone");
  if (!mail) return { reason: "no_mail_server", isFinal: false };
  const { company: id } = delivery;
  const company = id === null ? null : { id, name: (await companyName(id)) ?? id };
  try {
    await mail.send(watchedLetter({ name: to.name, address: to.email }, company, delivery.told, site));
    return null;
  } catch {
    return { reason: "mail_refused", isFinal: false };
  }
}

async function sendWebhook(
  { reader, seal, site, allowPrivate }: CourierOptions,
  delivery: Delivery,
): Promise<Failure | null> {
  const { id, company, to, told } = delivery;
  const { webhooks }: Watching = await reader.watchingOf(company!);
  const webhook = webhooks.find((webhook) => webhook.id === to);
  if (!webhook) return gone("recipient_gone");
  const { at, ...data } = told;
  const url = linkTo({ id: company! }, told, site);
  const body = JSON.stringify({ type: "company.changed", timestamp: at, data: { company, ...data, url } });
  const headers = webhookHeaders(webhookSecret(seal, company!, to), id, Date.now(), body);
  try {
    const asked = { method: "POST", headers, body, allowPrivate, maxBytes: ANSWER_BYTES, timeoutMs: TIME_MS };
    const { status } = await fetchOutward(webhook.url, asked);
    if (status >= 200 && status < 300) return null;
    // The receiver wants no more (Standard Webhooks, "Operational considerations").
    return { reason: `status_${status}`, isFinal: status === 410 };
  } catch (error) {
    if (!(error instanceof OutwardFailed)) throw error;
    return { reason: error.failure, isFinal: false };
  }
}
