/**
 * google-libphonenumber for the tests, with the public functions that its published types leave out.
 * Only the tests and the reference use it from here.
 */
import libphonenumber from "google-libphonenumber";

/** A region's or a non-geographic calling code's patterns of one type of number. */
type NumberDescription = Readonly<{
  getNationalNumberPattern: () => string | null | undefined;
  /** Empty where the lengths are those of the region; -1 where there are no such numbers. */
  possibleLengthArray: () => number[];
}>;

/** Metadata of one region. Patterns are regular expressions without anchors; the national prefix is a literal. */
export type Metadata = Readonly<{
  getGeneralDesc: () => NumberDescription | null | undefined;
  getFixedLine: () => NumberDescription | null | undefined;
  getMobile: () => NumberDescription | null | undefined;
  getTollFree: () => NumberDescription | null | undefined;
  getPremiumRate: () => NumberDescription | null | undefined;
  getSharedCost: () => NumberDescription | null | undefined;
  getPersonalNumber: () => NumberDescription | null | undefined;
  getVoip: () => NumberDescription | null | undefined;
  getPager: () => NumberDescription | null | undefined;
  getUan: () => NumberDescription | null | undefined;
  getVoicemail: () => NumberDescription | null | undefined;
  getInternationalPrefix: () => string | null | undefined;
  getNationalPrefix: () => string | null | undefined;
  getNationalPrefixForParsing: () => string | null | undefined;
  getNationalPrefixTransformRule: () => string | null | undefined;
}>;

type Unpublished = Readonly<{
  getMetadataForRegion: (country: string) => Metadata | null;
  getMetadataForNonGeographicalRegion: (callingCode: number) => Metadata | null;
  getRegionCodesForCountryCode: (callingCode: number) => string[];
  getSupportedGlobalNetworkCallingCodes: () => number[];
  getRegionCodeForNumber: (number: libphonenumber.PhoneNumber) => string | null;
}>;

export type PhoneNumber = libphonenumber.PhoneNumber;
export const { PhoneNumber, PhoneNumberFormat, PhoneNumberType } = libphonenumber;
export const { IS_POSSIBLE } = libphonenumber.PhoneNumberUtil.ValidationResult;

const instance = libphonenumber.PhoneNumberUtil.getInstance();
export const phoneUtil = instance as unknown as Omit<libphonenumber.PhoneNumberUtil, keyof Unpublished> & Unpublished;

const shortInfo = libphonenumber.ShortNumberInfo.getInstance();
export const shortNumberInfo = shortInfo as unknown as Readonly<{
  isEmergencyNumber: (dialled: string, country: string) => boolean;
  isValidShortNumberForRegion: (number: PhoneNumber, country: string) => boolean;
}>;

/** All 245 regions of libphonenumber. */
export const countries: readonly string[] = phoneUtil.getSupportedRegions();

export const metadataOf = (country: string): Metadata => {
  const metadata = phoneUtil.getMetadataForRegion(country);
  if (metadata === null) throw new Error(`no metadata of ${country}`);
  return metadata;
};

/** What libphonenumber reads in a text; null where it reads nothing. */
export const parsePhoneNumber = (text: string, country?: string): PhoneNumber | null => {
  try {
    return phoneUtil.parse(text, country);
  } catch {
    return null;
  }
};

/** A number of exactly these digits: libphonenumber keeps leading zeros beside the value. */
export const phoneNumberOf = (callingCode: number, nationalDigits: string): PhoneNumber => {
  const number = new PhoneNumber();
  number.setCountryCode(callingCode);
  number.setNationalNumber(Number(nationalDigits));
  const zeros = /^0*(?=.)/.exec(nationalDigits)?.[0].length ?? 0;
  if (zeros > 0) {
    number.setItalianLeadingZero(true);
    number.setNumberOfLeadingZeros(zeros);
  }
  return number;
};
