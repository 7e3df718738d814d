/** Looks through the history for what deserves attention, after it was saved, so that no save is slowed by it. */
import type { Person } from "../access/person.ts";
import { append } from "../policy/append.ts";
import type { Change } from "../policy/changes.ts";
import { expectationKey } from "../policy/expectation-key.ts";
import { changedPeople, newKeys, watchedInDocuments } from "../policy/watched-changes.ts";
import type { Told, Watched } from "../policy/watched.ts";
import { bodiesOf, type StoredCompany } from "../store/company.ts";
import type { Store } from "../store/store.ts";
import type { KnownUnmet, NewDelivery, Seen, SeenWrite } from "../store/watching.ts";
import { manyAffected } from "./many-affected.ts";
import { unmetIn } from "./watch-expectations.ts";

/** Writes in one look: one of a large company may have megabytes of changes. */
const MOST_WRITES = 20;
const MOST_SIGN_INS = 1000;
/** Admins of one company, or operators, who are told. */
const MOST_TOLD = 50;

/** A sign-in may be stored a little after the time that it carries. */
const OVERLAP_MS = 60_000;

export type LookAsked = Readonly<{ /** Whether mail can be sent. */ canMail: boolean }>;

export type Found = Readonly<{
  seen: Seen;
  deliveries: readonly NewDelivery[];
  unmet: readonly KnownUnmet[];
  /** Whether there is more to look at. */
  more: boolean;
  /** Whether anything was written or found, so that it has to be noted. */
  isNews: boolean;
}>;

type Reads = Pick<Store, "watch" | "company" | "person" | "listPeople" | "operators">;

/** What is told of. */
type Event = Readonly<{
  event: Watched;
  /** The id of the person whom it is about, who is told in person if at all; null if it is about nobody. */
  about: string | null;
}>;

/** Reads only: the caller stores what was found. The same history always gives the same deliveries. */
export async function lookForChanges(store: Reads, { canMail }: LookAsked): Promise<Found> {
  const now = new Date().toISOString();
  const seen = await store.watch.seen();
  const writes = await store.watch.writesAfter(seen.revision, MOST_WRITES);
  const deliveries: NewDelivery[] = [];
  const unmet = new Map<string, readonly string[]>();
  for (const write of writes) {
    const changes = JSON.parse(write.changes) as readonly Change[];
    const told = (events: readonly Watched[]): Told => {
      const { revision, at, action, author } = write;
      return { revision, at, action, author, events };
    };
    const cause = `r${write.revision}`;
    for (const [company, events] of await eventsOf(store, canMail, write, changes, unmet))
      deliveries.push(...(await toCompany(store, canMail, company, cause, told, events)));
    if (!canMail) continue;
    for (const { person, rights } of changedPeople(changes))
      if (rights && (await store.person(person)))
        deliveries.push(toPerson(person, cause, told([{ kind: "rights_changed" }])));
    const forAll = newKeys(changes).filter(({ companies }) => companies === null);
    if (forAll.length > 0)
      for (const { id } of await store.operators(MOST_TOLD))
        deliveries.push(toPerson(id, `${cause}_keys`, told(forAll.map(({ name }) => ({ kind: "new_key", name })))));
  }
  const signIns = await store.watch.newBrowsers(
    new Date(Date.parse(seen.signIns) - OVERLAP_MS).toISOString(),
    MOST_SIGN_INS,
  );
  for (const { id, at, person: of } of signIns) {
    const person = await store.person(of);
    if (!person) continue;
    const event = { kind: "new_browser", name: person.name } as const;
    const about = { revision: null, at, action: "session.open", author: person.name };
    const told = (events: readonly Watched[]): Told => ({ ...about, events });
    if (canMail) deliveries.push(toPerson(person.id, `s${id}`, told([event])));
    const events = [{ event, about: person.id }];
    for (const company of adminOf(person))
      deliveries.push(...(await toCompany(store, canMail, company, `s${id}`, told, events)));
  }
  return {
    seen: {
      revision: writes.at(-1)?.revision ?? seen.revision,
      signIns: signIns.length < MOST_SIGN_INS ? now : signIns.at(-1)!.at,
    },
    deliveries,
    unmet: [...unmet].map(([company, keys]) => ({ company, keys })),
    more: writes.length === MOST_WRITES,
    isNews: writes.length > 0 || deliveries.length > 0,
  };
}

async function eventsOf(
  store: Reads,
  canMail: boolean,
  { company }: SeenWrite,
  changes: readonly Change[],
  unmet: Map<string, readonly string[]>,
): Promise<ReadonlyMap<string, readonly Event[]>> {
  const events = new Map<string, Event[]>();
  const add = (company: string, found: readonly Watched[], about: string | null = null) => {
    for (const event of found) append(events, company, { event, about });
  };
  if (company !== null && changes.some(({ path }) => DOCUMENT.test(path))) {
    const stored = await store.company(company);
    if (stored) add(company, await inCompany(store, canMail, stored, changes, unmet));
  }
  for (const { person, adminOf } of changedPeople(changes))
    for (const company of adminOf) {
      const name = (await store.person(person))?.name;
      if (name !== undefined) add(company, [{ kind: "new_admin", name }], person);
    }
  for (const { name, companies } of newKeys(changes))
    for (const company of companies ?? []) add(company, [{ kind: "new_key", name }]);
  return events;
}

/** Changes of documents from which calls are decided, or of what is expected of them. */
const DOCUMENT = /^\/(company|directory|outgoing-numbers|expectations)(\/|$)/;

/** Of several writes to one company, each is judged by its state now: it may have been put right meanwhile. */
async function inCompany(
  { watch }: Reads,
  canMail: boolean,
  stored: StoredCompany,
  changes: readonly Change[],
  unmet: Map<string, readonly string[]>,
): Promise<readonly Watched[]> {
  const { share, mail, webhooks } = (await watch.watching(stored.id)).body;
  const bodies = bodiesOf(stored);
  const { expectations } = bodies.expectations;
  const failing = unmet.has(stored.id)
    ? unmet.get(stored.id)!
    : unmetIn(bodies, expectations).map(({ at }) => expectationKey(expectations[at]!));
  const known = new Set(unmet.get(stored.id) ?? (await watch.knownUnmet(stored.id)));
  unmet.set(stored.id, failing);
  const broken = failing.filter((key) => !known.has(key)).length;
  // To count who is affected takes longer than all else here, and nobody would be told.
  if (webhooks.length === 0 && !(mail && canMail)) return [];
  const affected = await manyAffected(bodies, changes, share);
  return [
    ...watchedInDocuments(changes, bodies["outgoing-numbers"]),
    ...(affected === null ? [] : [{ kind: "many_affected", count: affected } as const]),
    ...(broken > 0 ? [{ kind: "expectation_broken", count: broken } as const] : []),
  ];
}

async function toCompany(
  { watch, listPeople }: Reads,
  canMail: boolean,
  company: string,
  cause: string,
  toldOf: (events: readonly Watched[]) => Told,
  events: readonly Event[],
): Promise<readonly NewDelivery[]> {
  const { mail, webhooks } = (await watch.watching(company)).body;
  const to = (way: NewDelivery["way"], recipient: string): NewDelivery => ({
    id: `msg_${cause}_${company}_${recipient}`,
    company,
    way,
    to: recipient,
    told: toldOf(events.flatMap(({ event, about }) => (about === recipient ? [] : [event]))),
  });
  const hooks = webhooks.map(({ id }) => to("webhook", id));
  if (!mail || !canMail) return hooks;
  const people = await listPeople(null, MOST_PEOPLE, new Set([company]));
  const admins = people.filter((person) => adminOf(person).includes(company)).slice(0, MOST_TOLD);
  return [...hooks, ...admins.map(({ id }) => to("mail", id)).filter(({ told }) => told.events.length > 0)];
}

/** Looked through for admins. */
const MOST_PEOPLE = 10_000;

const toPerson = (person: string, cause: string, told: Told): NewDelivery => ({
  id: `msg_${cause}_${person}`,
  company: null,
  way: "mail",
  to: person,
  told,
});

/** The companies that they may manage today. */
function adminOf({ roles, disabledAt }: Person): readonly string[] {
  if (disabledAt !== null) return [];
  return roles.flatMap(({ role, acceptedAt }) => (role.role === "admin" && acceptedAt !== null ? [role.company] : []));
}
