/** A trunk as the fields of a form. */
import type { Trunk } from "../api/trunks.ts";

export const FORMS = ["plus", "digits", "national", "bare"] as const;
type FormName = (typeof FORMS)[number];

/** Every field is flat, so that two people's changes of one do not clash with those of another. Texts are as typed. */
export type TrunkForm = Readonly<{
  name: string;
  domain: string;
  shownForm: FormName;
  shownCountry: string | null;
  calledForm: FormName;
  calledCountry: string | null;
  strip: string;
  prepend: string;
  identity: Trunk["identity"];
  diversion: Trunk["diversion"];
  accepts: Trunk["accepts"];
  foreign: boolean;
  displayName: Trunk["displayName"];
  fallbackIdentity: string;
}>;

export const BLANK: TrunkForm = {
  name: "",
  domain: "",
  shownForm: "plus",
  shownCountry: null,
  calledForm: "plus",
  calledCountry: null,
  strip: "",
  prepend: "",
  identity: "both",
  diversion: "none",
  accepts: "all",
  foreign: false,
  displayName: "none",
  fallbackIdentity: "",
};

/** Where the service reports the errors of a field, as JSON Pointers. */
export const POINTERS: Readonly<Record<keyof TrunkForm, string>> = {
  name: "/name",
  domain: "/domain",
  shownForm: "/shown/form",
  shownCountry: "/shown/country",
  calledForm: "/called/form",
  calledCountry: "/called/country",
  strip: "/called/strip",
  prepend: "/called/prepend",
  identity: "/identity",
  diversion: "/diversion",
  accepts: "/accepts",
  foreign: "/foreign",
  displayName: "/displayName",
  fallbackIdentity: "/fallbackIdentity",
};

/** Whether a form of numbers is that of a country. */
export const isOfCountry = (form: FormName): form is "national" | "bare" => form === "national" || form === "bare";

const countryOf = (form: Trunk["shown"]) => ("country" in form ? form.country : null);

export function formOf({ shown, called, fallbackIdentity = "", ...rest }: Trunk): TrunkForm {
  const { strip = 0, prepend = "" } = called;
  return {
    ...rest,
    shownForm: shown.form,
    shownCountry: countryOf(shown),
    calledForm: called.form,
    calledCountry: countryOf(called),
    strip: strip === 0 ? "" : String(strip),
    prepend,
    fallbackIdentity,
  };
}

/** The trunk that a form describes; what was typed wrongly stays in it, for the service to refuse. */
export function trunkOf(form: TrunkForm): Trunk {
  const { shownForm, shownCountry, calledForm, calledCountry, strip, prepend, fallbackIdentity, ...rest } = form;
  const count = strip.trim() === "" ? 0 : Number(strip);
  return {
    ...rest,
    name: form.name.trim(),
    domain: form.domain.trim(),
    shown: inForm(shownForm, shownCountry),
    called: {
      ...inForm(calledForm, calledCountry),
      ...(count !== 0 && { strip: count }),
      ...(prepend.trim() !== "" && { prepend: prepend.trim() }),
    },
    ...(fallbackIdentity.trim() !== "" && { fallbackIdentity: fallbackIdentity.trim() }),
  };
}

const inForm = (form: FormName, country: string | null): Trunk["shown"] =>
  isOfCountry(form) ? { form, country: country ?? "" } : { form };
