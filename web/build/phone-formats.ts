/**
 * The metadata for formatting phone numbers, without what parsing needs: half the size of libphonenumber-js's own. One
 * town that it writes in two ways is written in one.
 */
import type { MetadataJson } from "libphonenumber-js/core";
import wholeMetadata from "libphonenumber-js/min/metadata";
import type { Plugin } from "vite";

/** A country in the metadata of libphonenumber-js: its calling code at 0, its formats at 4. */
type CountryMetadata = readonly [callingCode: string, ...unknown[]];

type Metadata = Readonly<{
  country_calling_codes: Readonly<Record<string, readonly string[]>>;
  countries: Readonly<Record<string, CountryMetadata>>;
}>;

/** Countries that share a calling code share the formats, which the first of them holds. */
export function formatsOf(whole: MetadataJson): MetadataJson {
  const metadata = whole as unknown as Metadata;
  const mains = Object.entries(metadata.country_calling_codes).map(([code, [main]]) => [code, main!] as const);
  const formats: Metadata = {
    ...metadata,
    country_calling_codes: Object.fromEntries(mains.map(([code, main]) => [code, [main]])),
    countries: Object.fromEntries(mains.map(([, main]) => [main, onlyFormats(metadata.countries[main]!)])),
  };
  return formats as unknown as MetadataJson;
}

/**
 * Almaty has seven digits behind 727. The metadata still has an older code of it, 7272 and six digits, for some of its
 * numbers.
 */
const ALMATY = ["(\\d{3})(\\d{3})(\\d{2})(\\d{2})", "$1 $2 $3 $4", ["727"]];

function onlyFormats([code, , , , formats]: CountryMetadata): CountryMetadata {
  if (!Array.isArray(formats)) return [code, 0, "", [], formats];
  // Pattern, format, leading digits; at 5, the international format where it differs.
  const written = (formats as unknown[][]).map((format) =>
    format[5] === undefined ? format.slice(0, 3) : [...format.slice(0, 3), 0, 0, format[5]],
  );
  return [code, 0, "", [], code === "7" ? [ALMATY, ...written] : written];
}

const NAME = "virtual:phone-formats";

export const phoneFormats = (): Plugin => ({
  name: "phone-formats",
  resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
  load: (id) => (id === `\0${NAME}` ? `export default ${JSON.stringify(formatsOf(wholeMetadata))}` : null),
});
