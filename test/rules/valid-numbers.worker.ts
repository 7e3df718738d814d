/** One part of the valid numbers of every country, dialled in every form from every kind of device. */
import { DEVICES } from "../../src/number/device.ts";
import { homeOf } from "../../src/number/home.ts";
import { understand } from "../../src/number/understand.ts";
import { PhoneNumberFormat, countries, phoneUtil } from "../reference/google.ts";
import { internationalPrefixOf } from "../reference/plan.ts";
import { distinctNumbers, numberSources, type GeneratedNumber } from "./number-generator.ts";
import { internationalPrefix } from "./random-dialled.ts";
import { randomOf, shareOf, type Random } from "./random.ts";
import { playShard } from "./shards.ts";

const NUMBERS_PER_COUNTRY = shareOf(400);
const OUTSIDE_LINES = ["0", "9"];

type Home = ReturnType<typeof homeOf>;

/** Companies that say nothing of their dialling but, perhaps, an outside line. */
const homesWith = (outsideLine?: string): ReadonlyMap<string, Home> =>
  new Map(
    countries.map((country) => [country, homeOf({ country, ...(outsideLine === undefined ? {} : { outsideLine }) })]),
  );

const plainHomes = homesWith();
const outsideHomes = OUTSIDE_LINES.map((line) => ({ line, homes: homesWith(line) }));

/** Null only for a country that is none. */
const homeIn = (homes: ReadonlyMap<string, Home>, country: string): Home => {
  const home = homes.get(country);
  if (home === undefined) throw new Error(`no home in ${country}`);
  return home;
};

const abroad = (callingCode: number, random: Random): string => {
  const country = random.pick(countries);
  return phoneUtil.getCountryCodeForRegion(country) === callingCode ? abroad(callingCode, random) : country;
};

/** With an international prefix of that country, or 00: one that no digits behind it make another prefix. */
const fromAbroad = (digits: string, country: string, random: Random): string => {
  for (;;) {
    const prefix = random.chance(0.3) ? "00" : internationalPrefix(country, random);
    if ((internationalPrefixOf(prefix + digits, country) ?? "00") === prefix) return prefix + digits;
  }
};

type Dialled = Readonly<{ form: string; text: string; country: string }>;

const dialledForms = ({ number, e164, home }: GeneratedNumber, random: Random): Dialled[] => [
  { form: "E.164", text: e164, country: random.pick(countries) },
  ...(home === null
    ? []
    : [{ form: "national", text: phoneUtil.format(number, PhoneNumberFormat.NATIONAL), country: home }]),
  ...Array.from({ length: 3 }, () => {
    const country = abroad(number.getCountryCodeOrDefault(), random);
    return { form: "international", text: fromAbroad(e164.slice(1), country, random), country };
  }),
];

playShard(({ shard, shards, seed }, { differ, note }) => {
  let compared = 0;
  for (const [index, source] of numberSources().entries()) {
    if (index % shards !== shard) continue;
    const random = randomOf(seed, index);
    for (const generated of distinctNumbers([source], NUMBERS_PER_COUNTRY, random)) {
      const of = generated.home ?? `+${source.callingCode}`;
      for (const { form, text, country } of dialledForms(generated, random)) {
        const answers = DEVICES.map((device) => understand(text, homeIn(plainHomes, country), device));
        for (const { line, homes } of outsideHomes) {
          const home = homeIn(homes, country);
          answers.push(understand(line + text, home, "desk_phone"), understand(line + text, home, "softphone"));
        }
        const wrong = answers.filter(({ destination }) => destination.e164 !== generated.e164);
        for (const answer of answers) note(`${of} ${form}${wrong.includes(answer) ? ", misread" : ""}`);
        const [first] = wrong;
        if (first !== undefined) differ(() => ({ of, form, text, country, e164: generated.e164, ...first }));
        compared += answers.length;
      }
    }
  }
  return compared;
});
