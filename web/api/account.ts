/** One's own account. */
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { OwnIdentities, OwnPasskeys, PasskeyShown } from "../../src/contract/factors.ts";
import type { Factors, OwnSessions, OwnSignIns, RecoveryCodes, TotpEnrolled } from "../../src/contract/people.ts";
import { request } from "./request.ts";

export type TotpEnrolment = z.infer<typeof TotpEnrolled>;
export type RecoveryCodesMade = z.infer<typeof RecoveryCodes>;
export type Passkey = PasskeyShown;
export type OwnIdentity = OwnIdentities["items"][number];

export const factorsQuery = queryOptions({
  queryKey: ["me", "factors"],
  queryFn: async ({ signal }) => (await request<Factors>("GET", "me/factors", { signal })).body,
});

export const passkeysQuery = queryOptions({
  queryKey: ["me", "passkeys"],
  queryFn: async ({ signal }) => (await request<OwnPasskeys>("GET", "me/passkeys", { signal })).body,
});

/** One's accounts at identity providers, and those that one may connect. */
export const identitiesQuery = queryOptions({
  queryKey: ["me", "identities"],
  queryFn: async ({ signal }) => (await request<OwnIdentities>("GET", "me/identities", { signal })).body,
});

export const sessionsQuery = queryOptions({
  queryKey: ["me", "sessions"],
  queryFn: async ({ signal }) => (await request<OwnSessions>("GET", "sessions", { signal })).body.items,
});

/** The newest attempts; older ones are further pages, which nobody asks for here. */
export const signInsQuery = queryOptions({
  queryKey: ["me", "sign-ins"],
  queryFn: async ({ signal }) => (await request<OwnSignIns>("GET", "sign-ins?limit=20", { signal })).body.items,
});
