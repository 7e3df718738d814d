/** The calls that every PBX makes with Callas, and what must become of them. run-call-cases.ts runs them. */
import { numbers, type subscribers } from "./company.ts";

/** Debian's kamailio.cfg with our patch, the office's proxy, and the two others. */
export type Pbx = "stock" | "example" | "asterisk" | "freeswitch";

/** The host of the identities on the first trunk, which takes numbers as +E.164, and on the second: digits alone. */
export const DOMAINS = ["a.example", "b.example"] as const;

/** As Callas has them. A case may change the first. */
export const TRUNKS = [
  { name: "A", domain: DOMAINS[0], diversion: "diversion" },
  { name: "B", domain: DOMAINS[1], diversion: "diversion", shown: { form: "digits" }, called: { form: "digits" } },
] as const;

/** The first carrier refuses numbers with such an end, or is silent. */
export const REFUSALS = {
  "1503": "503 Service Unavailable",
  "1486": "486 Busy Here",
  "102": "503 Service Unavailable",
};
export const SILENT = "1408";

/** The call reaches a carrier. All is in the form of the trunk, and every other number and name is missing. */
type Out = Readonly<{
  called: string;
  /** In From and P-Asserted-Identity; null for the trunk's own account, without P-Asserted-Identity. */
  shows: string | null;
  /** From is anonymous, Privacy is `id`, and the number is in P-Asserted-Identity alone. */
  withheld?: true;
  /** The user and the reason in Diversion. There is none without it. */
  diversion?: readonly [user: string, reason: string] | undefined;
  /** The second one takes the call. */
  trunk?: "second";
}>;
/** No carrier gets the call; the phone does. */
type Status = Readonly<{ status: number }>;
/** A colleague's phone rings, and shows the caller's extension. */
type Rings = Readonly<{ rings: keyof typeof subscribers; shows: string }>;
export type Outcome = Out | Status | Rings;

export type CallCase = Readonly<{
  what: string;
  /** In company.ts: the company, the line and its device. */
  caller: keyof typeof subscribers;
  /** The user of the Request-URI, escaped as a phone does it. */
  dialled: string;
  /** What the phone adds. */
  headers?: readonly string[];
  /** The whole of From, without its tag. */
  from?: string;
  /** Settings of the first trunk in Callas. */
  trunk?: Readonly<Record<string, unknown>>;
  outcome: Outcome;
  /** Where a PBX by its nature does something else: what differs, and why. */
  except?: Readonly<Partial<Record<Pbx, Except>>>;
}>;
type Except = Readonly<{ because: string } & (Partial<Out> | Status)>;

/** What differs in every call. */
export const HABITS: Readonly<Record<Pbx, Habits>> = {
  example: { account: /^<sip:trunk-4711@a\.example>$/ },
  stock: {
    account: /^<sip:trunk-4711@a\.example>$/,
    showsPhone: "Debian's file hides no phone: topos, a B2BUA or an SBC does",
  },
  asterisk: {
    anonymous: { host: "the trunk's", because: "Asterisk puts from_domain behind anonymous, too" },
    account: /^("Anonymous" )?<sip:(asterisk|anonymous)@/,
  },
  freeswitch: { account: /^<sip:account77@/ },
};
type Habits = Readonly<{
  /** From of a call that shows the trunk's own account. */
  account: RegExp;
  anonymous?: Readonly<{ host: "the trunk's"; because: string }>;
  /** Why Contact, Via, Call-ID, other headers and SDP may name the phone. */
  showsPhone?: string;
}>;

const asksForItself = "Debian's file takes + and 00 to be outside numbers; the rest here is an administrator's rule";
const knowsFrom = "Debian's file knows a phone by From";
const saysNoForward = "the patch does not ask for forwarded calls";
const noReason = "the example takes no reason from a phone";
const keepsMain = "it keeps the main number, and no emergency number, for the time without Callas";
const unknownIsError = "an unknown line is an error to it, and the call goes on as without Callas";
const writesOneForm = "without Callas, one form of numbers called holds for all trunks";
const asDialled = "without Callas, numbers go out as they were dialled";
const noDiversion = "without Callas, a forwarded call has no Diversion";
const ownAccount = "the PBX has a setting of its own for it";
const dialplan = "its dialplan takes digits alone";

const preferring = (uri: string) => [`P-Preferred-Identity: "Ivan" <${uri}>`];
const ANONYMOUS = '"Anonymous" <sip:anonymous@anonymous.invalid>';
/** Named in headers that lie. */
export const SOMEBODY = "sip:+375441112233@acmecorp.example";

const NATIONAL = { form: "national", country: "BY" } as const;

export const callCases: readonly CallCase[] = [
  // Each rule.
  {
    what: "prefix",
    caller: "ivanDesk",
    dialled: "81074951234567",
    outcome: { called: "+74951234567", shows: numbers.moscow },
  },
  {
    what: "country",
    caller: "ivanDesk",
    dialled: "81049301234567",
    outcome: { called: "+49301234567", shows: numbers.germany },
  },
  {
    what: "employee",
    caller: "ivanDesk",
    dialled: "80291234501",
    outcome: { called: "+375291234501", shows: numbers.ivan },
  },
  {
    what: "a SIM of the same employee",
    caller: "ivanSim",
    dialled: "80291234501",
    outcome: { called: "+375291234501", shows: numbers.ivanSim },
  },
  {
    what: "department",
    caller: "olga",
    dialled: "80291234501",
    outcome: { called: "+375291234501", shows: numbers.sales },
  },
  { what: "main", caller: "petr", dialled: "80291234501", outcome: { called: "+375291234501", shows: numbers.main } },
  {
    what: "with a plus",
    caller: "petr",
    dialled: "+375291234501",
    outcome: { called: "+375291234501", shows: numbers.main },
  },
  { what: "a short number", caller: "ivanDesk", dialled: "151", outcome: { called: "151", shows: numbers.ivan } },
  {
    what: "a line that the directory does not know",
    caller: "stranger",
    dialled: "80291234501",
    outcome: { called: "+375291234501", shows: numbers.main },
  },
  { what: "none", caller: "anna", dialled: "80291234501", outcome: { status: 403 } },

  // No call to the outside.
  {
    what: "internal",
    caller: "ivanDesk",
    dialled: "620202",
    outcome: { rings: "olga", shows: "620201" },
    except: {
      stock: {
        status: 404,
        because: "Debian's file finds a colleague by the name of the phone, and not by an extension",
      },
    },
  },
  { what: "a service code", caller: "ivanDesk", dialled: "*100", outcome: { status: 404 } },
  { what: "a service code with an escaped asterisk", caller: "ivanDesk", dialled: "%2A100", outcome: { status: 404 } },
  { what: "a service code of hashes", caller: "ivanDesk", dialled: "%23100%23", outcome: { status: 404 } },
  {
    what: "text that is no number",
    caller: "ivanDesk",
    dialled: "8%2B",
    outcome: { status: 484 },
    except: { stock: { status: 404, because: asksForItself }, freeswitch: { status: 404, because: dialplan } },
  },

  // Emergency numbers.
  { what: "emergency", caller: "ivanDesk", dialled: "112", outcome: { called: "112", shows: numbers.emergency } },
  {
    what: "emergency from an unknown line",
    caller: "stranger",
    dialled: "112",
    outcome: { called: "112", shows: numbers.emergency },
    except: {
      asterisk: { shows: numbers.main, because: unknownIsError },
      freeswitch: { shows: numbers.main, because: unknownIsError },
    },
  },
  {
    what: "emergency is never withheld",
    caller: "ivanDesk",
    dialled: "*31%23101",
    headers: ["Privacy: id"],
    outcome: { called: "101", shows: numbers.emergency },
  },
  {
    what: "emergency with a choice",
    caller: "ivanSoft",
    dialled: "103",
    headers: preferring(`sip:${numbers.germany}@x`),
    outcome: { called: "103", shows: numbers.emergency },
  },
  { what: "emergency without a number", caller: "anna", dialled: "103", outcome: { called: "103", shows: null } },
  {
    what: "emergency without a number, where the trunk has one",
    caller: "anna",
    dialled: "103",
    trunk: { fallbackIdentity: "alarm" },
    outcome: { called: "103", shows: "alarm" },
    except: { asterisk: { shows: null, because: ownAccount } },
  },
  {
    what: "emergency over the second trunk",
    caller: "ivanDesk",
    dialled: "102",
    outcome: { called: "102", shows: numbers.emergency.slice(1), trunk: "second" },
  },

  // Chosen.
  {
    what: "chosen on a softphone",
    caller: "ivanSoft",
    dialled: "80291234501",
    headers: preferring(`sip:${numbers.germany}@acmecorp.example`),
    outcome: { called: "+375291234501", shows: numbers.germany },
  },
  {
    what: "the same choice on a desk phone does nothing",
    caller: "ivanDesk",
    dialled: "80291234501",
    headers: preferring(`sip:${numbers.germany}@acmecorp.example`),
    outcome: { called: "+375291234501", shows: numbers.ivan },
  },
  {
    what: "a choice that is not allowed costs nothing",
    caller: "ivanSoft",
    dialled: "80291234501",
    headers: preferring("sip:+375447654321@x"),
    outcome: { called: "+375291234501", shows: numbers.ivan },
  },
  {
    what: "a choice that is no number costs nothing",
    caller: "ivanSoft",
    dialled: "80291234501",
    headers: [`P-Preferred-Identity: "a, (b) \\"c\\" \${hupall()}$[1/0]" <sip:x,y;z@x>;a=<b>`],
    outcome: { called: "+375291234501", shows: numbers.ivan },
  },

  // Privacy.
  {
    what: "withheld by *31#",
    caller: "ivanDesk",
    dialled: "*31%2380291234501",
    outcome: { called: "+375291234501", shows: numbers.ivan, withheld: true },
  },
  {
    what: "withheld by #31#",
    caller: "ivanDesk",
    dialled: "%2331%2380291234501",
    outcome: { called: "+375291234501", shows: numbers.ivan, withheld: true },
  },
  {
    what: "withheld by a Privacy header",
    caller: "ivanDesk",
    dialled: "81049301234567",
    headers: ["Privacy: id"],
    outcome: { called: "+49301234567", shows: numbers.germany, withheld: true },
  },
  {
    what: "withheld by Remote-Party-ID",
    caller: "ivanDesk",
    dialled: "80291234501",
    headers: ["Remote-Party-ID: <sip:x@x>;party=calling;privacy=full"],
    outcome: { called: "+375291234501", shows: numbers.ivan, withheld: true },
  },
  {
    what: "withheld by an anonymous From",
    caller: "ivanDesk",
    dialled: "80291234501",
    from: ANONYMOUS,
    outcome: { called: "+375291234501", shows: numbers.ivan, withheld: true },
    except: { stock: { status: 403, because: knowsFrom } },
  },
  {
    what: "Privacy: none shows the number",
    caller: "ivanDesk",
    dialled: "80291234501",
    headers: ["Privacy: none"],
    outcome: { called: "+375291234501", shows: numbers.ivan },
  },

  // Forwarded by the phone.
  {
    what: "forwarded by the phone",
    caller: "ivanDesk",
    dialled: "80291234501",
    headers: [`Diversion: "Ivan" <${SOMEBODY}>;reason="secret-of-ivan"`],
    outcome: { called: "+375291234501", shows: numbers.ivan, diversion: [numbers.ivan, "unknown"] },
    except: { stock: { diversion: undefined, because: saysNoForward } },
  },
  {
    what: "forwarded by the phone, when nobody answered",
    caller: "olga",
    dialled: "81049301234567",
    headers: ["Diversion: <sip:olgasidorova-desk@acmecorp.example>;reason=no-answer"],
    outcome: { called: "+49301234567", shows: numbers.germany, diversion: [numbers.germany, "no-answer"] },
    except: {
      stock: { diversion: undefined, because: saysNoForward },
      example: { diversion: [numbers.germany, "unknown"], because: noReason },
    },
  },
  {
    what: "a phone that lies in every header",
    caller: "ivanDesk",
    dialled: "80291234501",
    from: '"Иван Петров, acmecorp" <sip:ivanpetrov-desk@acmecorp.example>',
    headers: [
      `P-Asserted-Identity: "boss" <${SOMEBODY}>`,
      `Remote-Party-ID: <${SOMEBODY}>;party=calling;privacy=off`,
      `Diversion: <${SOMEBODY}>;reason=unknown`,
      `History-Info: <${SOMEBODY}>;index=1`,
      "Privacy: none",
      "X-Line: acmecorp",
      "Subject: ivanpetrov",
      `P-Charge-Info: <${SOMEBODY}>`,
    ],
    outcome: { called: "+375291234501", shows: numbers.ivan, diversion: [numbers.ivan, "unknown"] },
    except: { stock: { diversion: undefined, because: saysNoForward } },
  },

  // The trunk's form.
  {
    what: "a trunk with national numbers",
    caller: "ivanDesk",
    dialled: "+375291234501",
    trunk: { shown: NATIONAL, called: NATIONAL },
    outcome: { called: "80291234501", shows: "80171110003" },
  },
  {
    what: "a trunk with national numbers, withheld",
    caller: "petr",
    dialled: "81049301234567",
    headers: ["Privacy: id"],
    trunk: { shown: NATIONAL, called: NATIONAL },
    outcome: { called: "81049301234567", shows: "80171110001", withheld: true },
  },
  {
    what: "a trunk with digits and a prefix",
    caller: "ivanDesk",
    dialled: "80291234501",
    trunk: { shown: { form: "bare", country: "BY" }, called: { form: "digits", strip: 3, prepend: "99" } },
    outcome: { called: "99291234501", shows: "171110003" },
  },
  {
    what: "a trunk that takes none of the company's numbers",
    caller: "ivanDesk",
    dialled: "80291234501",
    trunk: { accepts: "marked" },
    outcome: { status: 403 },
  },

  // Failover.
  {
    what: "the first trunk answers 503",
    caller: "olga",
    dialled: "80291231503",
    outcome: { called: "375291231503", shows: numbers.sales.slice(1), trunk: "second" },
  },
  {
    what: "the first trunk answers 503, withheld and forwarded",
    caller: "ivanDesk",
    dialled: "*31%2380291231503",
    headers: ["Diversion: <sip:ivanpetrov-desk@acmecorp.example>;reason=unknown"],
    outcome: {
      called: "375291231503",
      shows: numbers.ivan.slice(1),
      withheld: true,
      diversion: [numbers.ivan.slice(1), "unknown;privacy=full"],
      trunk: "second",
    },
    except: {
      stock: { diversion: undefined, because: saysNoForward },
      asterisk: {
        diversion: [numbers.ivan.slice(1), "unknown"],
        because: "callas.conf sets one presentation for every Diversion",
      },
    },
  },
  {
    what: "the first trunk is silent",
    caller: "ivanDesk",
    dialled: "+493012341408",
    outcome: { called: "493012341408", shows: numbers.germany.slice(1), trunk: "second" },
  },
  {
    what: "the callee is busy: no failover",
    caller: "ivanDesk",
    dialled: "80291231486",
    outcome: { status: 486 },
    except: {
      freeswitch: {
        called: "375291231486",
        shows: numbers.ivan.slice(1),
        trunk: "second",
        because: "its dialplan tries the next gateway whatever the first says",
      },
    },
  },
];

/** While Callas is killed, stopped, or slow beyond the wait. */
export const faultCases: readonly CallCase[] = [
  {
    what: "abroad",
    caller: "ivanDesk",
    dialled: "+49301234567",
    outcome: { called: "+49301234567", shows: numbers.main },
  },
  {
    what: "as people dial",
    caller: "olga",
    dialled: "80291234501",
    outcome: { called: "+375291234501", shows: numbers.main },
    except: { freeswitch: { called: "80291234501", because: asDialled } },
  },
  {
    what: "emergency",
    caller: "ivanDesk",
    dialled: "112",
    headers: ["Privacy: id"],
    outcome: { called: "112", shows: numbers.emergency },
    except: {
      asterisk: { shows: numbers.main, because: keepsMain },
      freeswitch: { shows: numbers.main, because: keepsMain },
    },
  },
  { what: "emergency without a number", caller: "anna", dialled: "103", outcome: { called: "103", shows: null } },
  {
    what: "withheld",
    caller: "ivanDesk",
    dialled: "+375291234501",
    headers: ["Privacy: id"],
    outcome: { called: "+375291234501", shows: numbers.main, withheld: true },
  },
  {
    what: "a choice does nothing",
    caller: "ivanSoft",
    dialled: "+375291234501",
    headers: preferring(`sip:${numbers.germany}@x`),
    outcome: { called: "+375291234501", shows: numbers.main },
  },
  {
    what: "forwarded",
    caller: "ivanDesk",
    dialled: "+375291234501",
    headers: [`Diversion: <${SOMEBODY}>;reason=unknown`],
    outcome: { called: "+375291234501", shows: numbers.main, diversion: [numbers.main, "unknown"] },
    except: {
      stock: { diversion: undefined, because: saysNoForward },
      freeswitch: { diversion: undefined, because: noDiversion },
    },
  },
  {
    what: "the first trunk answers 503",
    caller: "ivanDesk",
    dialled: "+375291231503",
    outcome: { called: "375291231503", shows: numbers.main.slice(1), trunk: "second" },
    except: {
      asterisk: { called: "+375291231503", because: writesOneForm },
      freeswitch: { called: "+375291231503", because: asDialled },
    },
  },
  { what: "a service code", caller: "ivanDesk", dialled: "*100", outcome: { status: 404 } },
];

export type Fault = "killed" | "stopped" | "slow beyond the wait";
export const FAULTS: readonly Fault[] = ["killed", "stopped", "slow beyond the wait"];
