/** Runs call-cases.ts through a PBX. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Service } from "../../lab/calls/callas.ts";
import { calledNumber, openCarrier, type Carrier, type Treatment } from "../../lab/calls/carrier.ts";
import type { Subscriber } from "../../lab/calls/kamailio.ts";
import { openPhone, type Phone } from "../../lab/calls/phone.ts";
import type { SipMessage } from "../../lab/calls/sip.ts";
import type { SlowTcp } from "../../lab/calls/slow-tcp.ts";
import { eventually } from "../../lab/eventually.ts";
import {
  callCases,
  DOMAINS,
  faultCases,
  FAULTS,
  HABITS,
  REFUSALS,
  SILENT,
  SOMEBODY,
  TRUNKS,
  type CallCase,
  type Fault,
  type Outcome,
  type Pbx,
} from "./call-cases.ts";
import { subscribers, traces } from "./company.ts";
import { assertNoTrace } from "./no-trace.ts";

/** A PBX with two trunks, and a Callas that has the companies of company.ts. */
export type CaseStage = Readonly<{
  /** Where phones call. */
  port: number;
  service: Service;
  /** Between Callas and the PBX. */
  link: SlowTcp;
  /** A phone's account there. */
  account?: (subscriber: Subscriber) => Subscriber;
  /** Before a call of the company. */
  callAs?: (company: string) => Promise<void>;
  /** Whether the PBX has a Callas, and knows what to do without. */
  isReady: () => Promise<boolean>;
  close: () => Promise<void>;
}>;

/** `patient`: a late answer on a busy machine changes nothing. `short`: as in the PBX's own files. */
type Wait = "patient" | "short";
/** @param carriers ports of the two trunks */
export type OpenCaseStage = (carriers: readonly [Carrier, Carrier], wait: Wait) => Promise<CaseStage>;

const treat = (number: string): Treatment => {
  if (number.endsWith(SILENT)) return "silent";
  const status = Object.entries(REFUSALS).find(([end]) => number.endsWith(end))?.[1];
  return status === undefined ? "answer" : { refuse: status };
};
/** More than any PBX's own wait. */
const SLOW_MS = 1_000;

/** @param more what the PBX is called beside its name, and why it is skipped */
export function describeCallCases(
  pbx: Pbx,
  open: OpenCaseStage,
  { what = pbx, skip = false }: Readonly<{ what?: string; skip?: string | false }> = {},
): void {
  describe(`${what}, with Callas`, { skip }, () => {
    const office = officeOf(pbx, open, "patient");
    before(office.open);
    after(office.close);
    for (const one of callCases) test(nameOf(one, pbx), () => office.run(one));
  });
  describe(`${what}, where Callas`, { skip }, () => {
    const office = officeOf(pbx, open, "short");
    before(office.open);
    after(office.close);
    for (const fault of FAULTS)
      describe(`is ${fault}`, () => {
        before(() => office.begin(fault));
        after(() => office.end(fault));
        for (const one of faultCases) test(nameOf(one, pbx), () => office.run(one));
      });
    test("is back: the right number again", office.isDecidedAgain);
  });
}

const nameOf = ({ what, except }: CallCase, pbx: Pbx): string =>
  except?.[pbx] === undefined ? what : `${what} (${pbx}: ${except[pbx].because})`;

function outcomeOn(pbx: Pbx, { outcome, except }: CallCase): Outcome {
  const own = except?.[pbx];
  if (own === undefined) return outcome;
  return "status" in own || "status" in outcome ? (own as Outcome) : ({ ...outcome, ...own } as Outcome);
}

function officeOf(pbx: Pbx, openOffice: OpenCaseStage, wait: Wait) {
  let carriers: readonly [Carrier, Carrier];
  let stage: CaseStage;
  const phones = new Map<Subscriber, Phone>();

  const phoneOf = async (name: CallCase["caller"]): Promise<Phone> => {
    const account = subscribers[name];
    const phone = phones.get(account) ?? (await openPhone(stage.account?.(account) ?? account, stage.port));
    phones.set(account, phone);
    return phone;
  };
  const allCalls = (): number => carriers[0].calls().size + carriers[1].calls().size;
  const setFirstTrunk = (own: CallCase["trunk"] = {}): Promise<void> =>
    stage.service.put("/trunks/carrier-a", { ...TRUNKS[0], ...own });

  const run = async (one: CallCase): Promise<void> => {
    if (one.trunk !== undefined) await setFirstTrunk(one.trunk);
    try {
      await call(one, outcomeOn(pbx, one));
    } finally {
      if (one.trunk !== undefined) await setFirstTrunk();
    }
  };
  const call = async ({ caller, dialled, headers, from }: CallCase, outcome: Outcome): Promise<void> => {
    await stage.callAs?.(subscribers[caller].company);
    const phone = await phoneOf(caller);
    const own = phone.account.domain;
    const dial = { dialled, ...(headers && { headers }), ...(from && { from: from.replace("acmecorp.example", own) }) };
    const callee = "rings" in outcome ? await phoneOf(outcome.rings) : undefined;
    if (callee !== undefined) assert.equal((await callee.register()).status, 200);
    const at = "trunk" in outcome ? 1 : 0;
    const [seenBefore, sumBefore] = [carriers[at].calls(), allCalls()];
    const made = await phone.call(dial);
    const reply = await made.final();
    if ("status" in outcome) {
      assert.equal(reply.status, outcome.status);
      const isRefusedByCarrier = Object.keys(REFUSALS).some((end) => dialled.endsWith(end));
      assert.equal(allCalls(), sumBefore + (isRefusedByCarrier ? 1 : 0), "calls that reached a carrier");
      return;
    }
    assert.equal(reply.status, 200);
    await made.ack();
    assert.equal((await made.within("BYE")).status, 200);
    if (callee !== undefined && "rings" in outcome) {
      const invite = await callee.peer.wait("the colleague's call", (m) => m.method === "INVITE");
      assert.equal(/<sip:([^@]*)@/.exec(invite.header("From"))?.[1], outcome.shows);
      assert.equal(allCalls(), sumBefore, "calls that reached a carrier");
    } else if ("called" in outcome) {
      // Earlier messages may be repeated.
      const isNew = (m: SipMessage) => !seenBefore.has(m.header("Call-ID"));
      const invite = await carriers[at].wait("the call", (m) => m.method === "INVITE" && isNew(m));
      await carriers[at].wait("its end", (m) => m.method === "BYE" && m.header("Call-ID") === invite.header("Call-ID"));
      assertShows(invite, outcome, at);
    }
  };

  const { anonymous, account, showsPhone } = HABITS[pbx];
  const assertShows = (invite: SipMessage, outcome: Extract<Outcome, { called: string }>, at: 0 | 1): void => {
    const { called, shows, withheld = false, diversion } = outcome;
    const domain = DOMAINS[at];
    const shown = `<sip:${shows}@${domain}>`;
    const hidden = `"Anonymous" <sip:anonymous@${anonymous === undefined ? "anonymous.invalid" : domain}>`;
    const from = invite.header("From").replace(/;.*/, "");
    if (shows === null) assert.match(from, account);
    assert.deepEqual(
      {
        called: calledNumber(invite),
        to: /<sip:([^@]*)@/.exec(invite.header("To"))?.[1],
        from: shows === null ? null : from,
        asserted: invite.headers("P-Asserted-Identity"),
        privacy: invite.headers("Privacy"),
        diversion: invite.headers("Diversion"),
        others: OTHER_CLAIMS.flatMap((name) => invite.headers(name)),
      },
      {
        called,
        to: called,
        from: shows === null ? null : withheld ? hidden : shown,
        asserted: shows === null ? [] : [shown],
        privacy: withheld ? ["id"] : [],
        diversion: diversion === undefined ? [] : [`<sip:${diversion[0]}@${domain}>;reason=${diversion[1]}`],
        others: [],
      },
    );
    assert.ok(!invite.raw.includes(LIE), invite.raw);
    if (showsPhone === undefined) assertNoTrace(carriers[at].call(invite), traces);
  };

  const isReady = () => eventually("the PBX", async () => ((await stage.isReady()) ? true : undefined));
  /** Calls once over each trunk: what they show is what some PBXs keep for the time without Callas. */
  const isDecided = async (): Promise<void> => {
    for (const what of ["country", "emergency without a number", "the first trunk answers 503"])
      await run(callCases.find((one) => one.what === what)!);
  };
  return {
    run,
    open: async () => {
      carriers = [await openCarrier(treat), await openCarrier()];
      stage = await openOffice(carriers, wait);
      await stage.service.put("/trunks/carrier-b", TRUNKS[1]);
      await setFirstTrunk();
      await isReady();
    },
    close: async () => {
      for (const phone of phones.values()) await phone.close();
      await stage?.close();
      for (const carrier of carriers ?? []) await carrier.close();
    },
    /** @throws where Callas does not decide beforehand, on however busy a machine */
    begin: async (fault: Fault) => {
      await isReady();
      await eventually("calls that Callas decides", () => isDecided().then(() => true, ignoreAssertion));
      if (fault === "killed") stage.service.signal("SIGKILL");
      else if (fault === "stopped") stage.service.signal("SIGSTOP");
      else stage.link.delay(SLOW_MS);
    },
    end: async (fault: Fault) => {
      if (fault === "killed") await stage.service.revive();
      else if (fault === "stopped") stage.service.signal("SIGCONT");
      else stage.link.delay(0);
    },
    isDecidedAgain: async () => {
      await eventually("the right number", () => isDecided().then(() => true, ignoreAssertion));
    },
  };
}

const LIE = /\d{9,}/.exec(SOMEBODY)![0];

/** Headers that claim an identity, and that no call here has. */
const OTHER_CLAIMS = [
  "P-Preferred-Identity",
  "Remote-Party-ID",
  "History-Info",
  "P-Charge-Info",
  "P-Served-User",
  "Identity",
  "Reply-To",
];

function ignoreAssertion(error: unknown): undefined {
  if (!(error instanceof assert.AssertionError)) throw error;
}
