/** The meaning of the dialled digits. */
export type Destination = Readonly<{
  kind: "external" | "emergency" | "short" | "internal" | "service_code" | "unrecognised";
  /** E.164 with a plus, of an `external` destination only. */
  e164: string | null;
  /** The country of libphonenumber, where the number belongs to one. */
  country: string | null;
  /**
   * What goes to the trunk where there is no E.164: the cleaned text, without the outside line and without a code
   * that withholds the number. Null for `internal`, `service_code` and text that is no number.
   */
  digits: string | null;
}>;

/** Whether the call leaves the PBX: colleagues and service codes are the PBX's own. */
export const goesToTrunk = ({ kind }: Destination): boolean => kind !== "internal" && kind !== "service_code";
