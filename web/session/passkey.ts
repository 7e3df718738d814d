/** Signing in with a passkey. */
import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import type { SessionAnswer } from "../../src/contract/answers.ts";
import { requestOnce } from "../api/send.ts";
import { enter } from "./session.ts";

/** Whether this browser has passkeys, which it does on secure addresses alone. */
export const hasPasskeys = (): boolean => "PublicKeyCredential" in globalThis;

/**
 * @param proves whether whoever is signed in proves anew who they are, rather than somebody signs in
 * @throws RequestFailed
 * @throws Error of the browser if the person has closed its dialog, or has no passkey here
 */
export async function enterWithPasskey(proves: boolean): Promise<void> {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  const options = await requestOnce<PublicKeyCredentialRequestOptionsJSON>("POST", "session/passkey/options", {
    body: {},
  });
  const response = await startAuthentication({ optionsJSON: options.body });
  const path = proves ? "session/proof/passkey" : "session/passkey";
  enter((await requestOnce<SessionAnswer>("POST", path, { body: response })).body);
}
