/** The authenticator app of a person, as it is stored. */
export type TotpFactor = Readonly<{
  person: string;
  /** Sealed. */
  secret: string;
  /** Null until the person has shown that their app works: until then it is no factor. ISO 8601, UTC. */
  confirmedAt: string | null;
}>;

/** Whether somebody has an app that counts: one that was never confirmed does not. */
export const isConfirmed = (factor: TotpFactor | null): boolean => factor !== null && factor.confirmedAt !== null;

/** What the secret is sealed for. */
export const totpPurpose = (person: string) => `totp of ${person}`;
