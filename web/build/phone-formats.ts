/** How telephone numbers are written, without what is needed to read them: half of what libphonenumber-js has. */
import type { MetadataJson } from "libphonenumber-js/core";
import wholeMetadata from "libphonenumber-js/min/metadata";
import type { Plugin } from "vite";

/** Of a country as libphonenumber-js keeps it: its calling code, and at 4 its formats. */
type CountryMetadata = readonly [callingCode: string, ...unknown[]];

type Metadata = Readonly<{
  country_calling_codes: Readonly<Record<string, readonly string[]>>;
  countries: Readonly<Record<string, CountryMetadata>>;
}>;

/** Countries of one calling code write their numbers alike: the formats stand at the first. */
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

function onlyFormats([code, , , , formats]: CountryMetadata): CountryMetadata {
  if (!Array.isArray(formats)) return [code, 0, "", [], formats];
  // Pattern, format, leading digits; at 5, the format that is used from abroad where it is another.
  const written = (formats as unknown[][]).map((format) =>
    format[5] === undefined ? format.slice(0, 3) : [...format.slice(0, 3), 0, 0, format[5]],
  );
  return [code, 0, "", [], written];
}

const NAME = "virtual:phone-formats";

export const phoneFormats = (): Plugin => ({
  name: "phone-formats",
  resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
  load: (id) => (id === `\0${NAME}` ? `export default ${JSON.stringify(formatsOf(wholeMetadata))}` : null),
});
