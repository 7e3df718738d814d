/** What the main thread has the writer do about accounts, by name: functions do not travel between threads. */
import type { KeyUse } from "../access/key-uses.ts";
import type { Link } from "../access/link.ts";
import type { Session } from "../access/session.ts";
import type { SignInRecord } from "../access/sign-in.ts";
import type { TotpFactor } from "../access/totp-factor.ts";
import type { Opening } from "../store/accounts.ts";
import type { Position } from "../store/feed.ts";
import type { LinesCursor } from "../store/feed-lines.ts";
import type { CallNode } from "../store/nodes.ts";
import type { Store } from "../store/store.ts";
import * as identities from "./identities.ts";
import type { WatchStore } from "../store/watching.ts";
import { lookForChanges } from "./look-for-changes.ts";
import * as own from "./own-account.ts";
import * as passkeys from "./own-passkeys.ts";

/** Arguments and results have to survive structured cloning. */
const TABLE = {
  extendSession: ({ sessions }: Store, asked: Pick<Session, "idHash" | "expiresAt">) =>
    sessions.extend(asked.idHash, asked.expiresAt),
  removeSession: ({ sessions }: Store, idHash: string) => sessions.remove(idHash),
  openSession: ({ accounts }: Store, opening: Opening) => accounts.openSession(opening),
  noteRefusal: ({ accounts }: Store, refused: SignInRecord) => accounts.noteRefusal(refused),
  claimTotpStep: ({ accounts }: Store, asked: Readonly<{ person: string; step: number }>) =>
    accounts.claimTotpStep(asked.person, asked.step),
  useRecoveryCode: ({ accounts }: Store, asked: Readonly<{ person: string; hash: string }>) =>
    accounts.useRecoveryCode(asked.person, asked.hash),
  enrolTotp: ({ accounts }: Store, factor: TotpFactor) => accounts.enrolTotp(factor),
  renewHash: ({ accounts }: Store, asked: Readonly<{ person: string; from: string; to: string }>) =>
    accounts.renewHash(asked),
  offerSetup: ({ accounts }: Store, link: Link) => accounts.offerSetup(link),
  noteKeysUsed: ({ accounts }: Store, uses: readonly KeyUse[]) => accounts.noteKeysUsed(uses),
  noteNodes: (store: Store, nodes: readonly CallNode[]) => store.noteNodes(nodes),
  changedLines: (store: Store, asked: Readonly<{ position: Position; cursor: LinesCursor | null }>) =>
    store.changedLines(asked.position, asked.cursor),
  snapshotLines: (store: Store, asked: Readonly<{ after: string; cursor: LinesCursor | null; sums: boolean }>) =>
    store.snapshotLines(asked.after, asked.cursor, asked.sums),
  cutHistory: (store: Store, before: string) => store.cutHistory(before),
  cutFeed: (store: Store, before: string) => store.cutFeed(before),
  acceptLink: own.acceptLink,
  rename: own.rename,
  setPassword: own.setPassword,
  confirmTotp: own.confirmTotp,
  removeTotp: own.removeTotp,
  renewRecoveryCodes: own.renewRecoveryCodes,
  answerRole: own.answerRole,
  askForPasskey: passkeys.askForPasskey,
  addPasskey: passkeys.addPasskey,
  renamePasskey: passkeys.renamePasskey,
  removePasskey: passkeys.removePasskey,
  signInWithPasskey: passkeys.signInWithPasskey,
  bindIdentity: identities.bindIdentity,
  connectIdentity: identities.connectIdentity,
  signInWithIdentity: identities.signInWithIdentity,
  removeIdentity: identities.removeIdentity,
  lookForChanges,
  watchingOf: async ({ watch }: Store, company: string) => (await watch.watching(company)).body,
  noteSeen: ({ watch }: Store, noted: Parameters<WatchStore["noteSeen"]>[0]) => watch.noteSeen(noted),
  dueDeliveries: ({ watch }: Store, asked: Parameters<WatchStore["dueDeliveries"]>[0]) => watch.dueDeliveries(asked),
  nextDelivery: ({ watch }: Store) => watch.nextDelivery(),
  claimDelivery: ({ watch }: Store, claimed: Parameters<WatchStore["claimDelivery"]>[0]) =>
    watch.claimDelivery(claimed),
  noteDelivery: ({ watch }: Store, tried: Parameters<WatchStore["noteDelivery"]>[0]) => watch.noteDelivery(tried),
};

type Table = typeof TABLE;

export type JobName = keyof Table;

/** The same without the store. */
export type Jobs = Readonly<{
  [Name in JobName]: (asked: Parameters<Table[Name]>[1]) => ReturnType<Table[Name]>;
}>;

/** @param asked as {@link Jobs} takes it under that name */
export function runJob(store: Store, name: JobName, asked: unknown): Promise<unknown> {
  return (TABLE[name] as (store: Store, asked: unknown) => Promise<unknown>)(store, asked);
}

/** @param run sends the job to the writer */
export function jobsOver(run: (name: JobName, asked: unknown) => Promise<unknown>): Jobs {
  const names = Object.keys(TABLE) as JobName[];
  return Object.fromEntries(names.map((name) => [name, (asked: unknown) => run(name, asked)])) as unknown as Jobs;
}
