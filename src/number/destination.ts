/** The meaning of the dialled digits. */
export type Destination = Readonly<{
  kind: "external" | "emergency" | "short" | "internal" | "service_code" | "unrecognised";
  /** E.164 with a plus, of an `external` destination only. */
  e164: string | null;
  /** The country of libphonenumber, where the number belongs to one. */
  country: string | null;
}>;
