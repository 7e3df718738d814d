/** Trunks of every form, and the calls that take them. */
import { FORWARD_REASONS } from "../../src/policy/forward-reason.ts";
import { Trunk, type NamedTrunk } from "../../src/policy/trunk.ts";
import { countries } from "../reference/google.ts";
import type { Random } from "./random.ts";

export const TRUNK_IDS = ["alpha", "beta", "gamma"] as const;

/** Countries without an international prefix of their own preferred, or with a form of numbers of their own. */
const COUNTRIES = [
  "BY",
  "RU",
  "KZ",
  "US",
  "CA",
  "DE",
  "GB",
  "IT",
  "BR",
  "AR",
  "AU",
  "KR",
  "JP",
  "FI",
  "SG",
  "MX",
  "HK",
];

const DOMAINS = ["sip.carrier.example", "10.0.0.1", "10.0.0.1:5060", "[2001:db8::1]", "[2001:db8::1]:5070"];

const FALLBACKS = [
  "alarm",
  "sip:alarm",
  "+375171112233",
  "alarm@10.0.0.1",
  "sip:alarm@pbx.example:5080",
  "sip:a%20b;x=1@[2001:db8::2]",
];

/** Labels that must not break out of a quoted string, nor be missing from one. */
export const LABELS = [
  "",
  "Sales",
  "Продажи, Минск",
  '"Acme" \\ Co',
  "\\",
  '"',
  'a" <sip:evil@example.org>;x="',
  "two\r\nlines: sip:evil@example.org",
  "tab\tand\u0000null",
  " spaces  around ",
  "delete\u007f and C1\u0085\u009b",
  "\u2028line\u202eright to left",
  "日本語 🙂",
  "\r\n",
  "x".repeat(200),
];

const digits = (most: number, random: Random): string =>
  Array.from({ length: 1 + random.int(most) }, () => random.int(10)).join("");

const randomForm = (home: string, random: Random) => {
  const country = random.pick([home, home, random.pick(COUNTRIES), random.pick(countries)]);
  return random.pick([
    { form: "plus" },
    { form: "digits" },
    { form: "national", country },
    { form: "bare", country },
  ] as const);
};

export const randomTrunk = (id: string, home: string, random: Random): NamedTrunk => ({
  id,
  ...Trunk.parse({
    name: id,
    domain: random.pick(DOMAINS),
    shown: randomForm(home, random),
    called: {
      ...randomForm(home, random),
      ...(random.chance(0.3) ? { strip: random.chance(0.8) ? random.int(5) : random.int(16) } : {}),
      ...(random.chance(0.3) ? { prepend: digits(random.chance(0.9) ? 5 : 15, random) } : {}),
    },
    identity: random.pick(["from", "asserted", "both"] as const),
    diversion: random.pick(["none", "diversion", "history-info", "both"] as const),
    accepts: random.pick(["all", "marked"] as const),
    foreign: random.chance(0.6),
    displayName: random.pick(["none", "label"] as const),
    ...(random.chance(0.6) ? { fallbackIdentity: random.pick(FALLBACKS) } : {}),
  }),
});

/** What a number says of trunks: whether it is confirmed, and which of those that ask for it accept it. */
export const randomMarks = (random: Random) => ({
  ...(random.chance(0.7) ? { confirmed: random.chance(0.6) } : {}),
  ...(random.chance(0.8) ? { trunks: random.some([...TRUNK_IDS, "gone"], 0.6) } : {}),
});

/** At most three, in some order of failover; none in a third of the calls. */
export const randomTrunks = (trunks: readonly NamedTrunk[], random: Random): readonly NamedTrunk[] =>
  random.chance(0.33) ? [] : random.shuffle(trunks).slice(0, 1 + random.int(trunks.length));

export const randomReason = (random: Random) =>
  random.chance(0.3) ? {} : { forwardReason: random.pick(FORWARD_REASONS) };
