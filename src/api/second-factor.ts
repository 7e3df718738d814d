/** Checks the second factor of a person who signs in: a code of their app, or a recovery code. Each is good once. */
import type { Means } from "../access/session.ts";
import type { Seal } from "../access/seal.ts";
import { totpPurpose } from "../access/totp-factor.ts";
import { totpStep } from "../access/totp.ts";
import { hashOfRecoveryCode } from "../access/recovery-codes.ts";
import type { Jobs } from "../settings/jobs.ts";
import type { AccountReads } from "../store/account-reads.ts";

/** `none`: the person has no app, so no code is asked for. */
export type FactorShown = "none" | "missing" | "wrong" | "totp" | "recovery-code";

export type SecondFactor = (person: string, code: string | undefined) => Promise<FactorShown>;

export type SecondFactorParts = Readonly<{
  reads: Pick<AccountReads, "totp">;
  jobs: Pick<Jobs, "claimTotpStep" | "useRecoveryCode">;
  seal: Seal;
}>;

/** What a sign-in with a password counts as. */
export const MEANS_WITH: Readonly<Record<"none" | "totp" | "recovery-code", Means>> = {
  none: "password",
  totp: "password+totp",
  "recovery-code": "password+recovery-code",
};

export function checkSecondFactor({ reads, jobs, seal }: SecondFactorParts): SecondFactor {
  return async (person, code) => {
    const factor = await reads.totp(person);
    if (factor === null || factor.confirmedAt === null) return "none";
    if (code === undefined) return "missing";
    // Without the right key outside the database, recovery codes are still good.
    const secret = seal.open(factor.secret, totpPurpose(person));
    const step = secret === null ? null : totpStep(secret, code, Date.now());
    if (step !== null) return (await jobs.claimTotpStep({ person, step })) ? "totp" : "wrong";
    return (await jobs.useRecoveryCode({ person, hash: hashOfRecoveryCode(code) })) ? "recovery-code" : "wrong";
  };
}
