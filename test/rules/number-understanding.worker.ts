/** One part of the valid numbers of the world, each dialled in five forms. */
import { homeOf } from "../../src/number/home.ts";
import { understand } from "../../src/number/understand.ts";
import { PhoneNumberFormat, countries, phoneUtil } from "../reference/google.ts";
import { distinctNumbers, numberSources } from "./number-generator.ts";
import { internationalPrefix } from "./random-dialled.ts";
import { randomOf, shareOf, type Random } from "./random.ts";
import { understandSlowly } from "../reference/understand.ts";
import { playShard } from "./shards.ts";

/** So many numbers are put to the reference whatever was answered; the others only where the answer is not the number. */
const EVERY = 10;

const homes = new Map(countries.map((country) => [country, homeOf({ country })]));

const homeIn = (country: string) => {
  const home = homes.get(country);
  if (home === undefined) throw new Error(`no home in ${country}`);
  return home;
};

type Dialled = Readonly<{ form: string; text: string; country: string }>;

const abroad = (callingCode: number, random: Random): string => {
  const country = random.pick(countries);
  return phoneUtil.getCountryCodeForRegion(country) === callingCode ? abroad(callingCode, random) : country;
};

playShard(({ shard, shards, seed }, { differ, note }) => {
  const sources = numberSources().filter(({ callingCode }) => callingCode % shards === shard);
  const random = randomOf(seed, shard);
  let compared = 0;
  for (const { number, e164, home } of distinctNumbers(sources, shareOf(1_000_000 / shards), random)) {
    const region = phoneUtil.getRegionCodeForNumber(number);
    const country = region === "001" ? null : region;
    const callingCode = number.getCountryCodeOrDefault();
    const dialled: Dialled[] = [{ form: "E.164", text: e164, country: random.pick(countries) }];
    if (home !== null) {
      const text = phoneUtil.format(number, PhoneNumberFormat.NATIONAL);
      dialled.push({ form: "national", text, country: country ?? home });
    }
    for (let times = 0; times < 3; times += 1) {
      const from = abroad(callingCode, random);
      const text = internationalPrefix(from, random) + e164.slice(1);
      dialled.push({ form: "international prefix", text, country: from });
    }
    for (const { form, text, country: from } of dialled) {
      const { destination } = understand(text, homeIn(from), null);
      const isTheNumber =
        destination.kind === "external" && destination.e164 === e164 && destination.country === country;
      if (isTheNumber && compared % EVERY !== 0) continue;
      const expected = understandSlowly(text, { country: from }, null).destination;
      const isExpected =
        destination.kind === expected.kind &&
        destination.e164 === expected.e164 &&
        destination.country === expected.country;
      if (!isExpected) differ(() => ({ form, text, country: from, answered: destination, expected }));
      if (expected.e164 !== e164) note(`${form}: google reads another number or none`);
    }
    compared += 1;
  }
  return compared;
});
