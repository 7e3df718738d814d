/** How strongly a signing proxy may vouch for the number of a call: ATIS-1000074, 5.2.3. */
import { goesToTrunk, type Destination } from "../number/destination.ts";
import type { CompiledCompany } from "./compile.ts";
import type { KnownCaller } from "./decide.ts";
import type { Attestation } from "./decision.ts";

/**
 * @param own the company's number that is shown; null for none, and for the number of a forwarded call's caller
 * @returns null for a call that goes to no trunk
 */
export function attestationOf(
  { confirmed }: CompiledCompany,
  { device }: KnownCaller,
  destination: Destination,
  callerId: string | null,
  own: string | null,
): Attestation | null {
  if (!goesToTrunk(destination)) return null;
  if (callerId === null) return "C";
  if (own !== null && confirmed.has(own)) return "A";
  return device === null ? "C" : "B";
}
