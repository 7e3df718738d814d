/** What travels over HTTP about changes that deserve attention. */
import { z } from "zod";
import { Id } from "../policy/company.ts";
import { WATCHED } from "../policy/watched.ts";

const MOST_WEBHOOKS = 5;

const Address = z
  .url({ protocol: /^https?$/, error: "an address with https:// or http://" })
  .max(1000)
  .refine((url) => new URL(url).username === "" && new URL(url).password === "", "without a user and a password");

const Share = z.number().min(0).max(1).meta({ description: "Of the employees: more than this part is told of" });

export const SentWatching = z.strictObject({
  share: Share,
  mail: z.boolean(),
  webhooks: z
    .array(z.strictObject({ id: Id.optional().meta({ description: "Of one that stays" }), url: Address }))
    .max(MOST_WEBHOOKS),
});

const webhook = { id: z.string(), url: z.string() };

export const WatchingAnswer = z.strictObject({
  share: Share,
  mail: z.boolean(),
  mailServer: z.boolean().meta({ description: "Without a mail server, which the operator sets up, no mail is sent" }),
  webhooks: z.array(z.strictObject(webhook)),
});
export type WatchingAnswer = z.infer<typeof WatchingAnswer>;

export const WatchingWritten = WatchingAnswer.extend({
  revision: z.int().min(0),
  webhooks: z.array(
    z.strictObject({
      ...webhook,
      secret: z
        .string()
        .exactOptional()
        .meta({ description: "Of a new webhook, only this once: `whsec_` and base64 (Standard Webhooks)" }),
    }),
  ),
});
export type WatchingWritten = z.infer<typeof WatchingWritten>;

export const DeliveriesAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      way: z.enum(["webhook", "mail"]),
      to: z.string().meta({ description: "The id of the webhook or of the person" }),
      name: z
        .string()
        .nullable()
        .meta({ description: "The address of the webhook or the name of the person; null if they are gone" }),
      revision: z.int().nullable(),
      events: z.array(z.enum(WATCHED)),
      state: z.enum(["waiting", "delivered", "failed"]),
      attempts: z.int(),
      createdAt: z.iso.datetime(),
      at: z.iso.datetime().meta({ description: "When it is tried next, or was tried last" }),
      error: z.string().nullable().meta({ description: "Why the last attempt failed: `status_503`, `unreachable`…" }),
    }),
  ),
  next: z.string().nullable().meta({ description: "The `before` of the next page" }),
});
export type DeliveriesAnswer = z.infer<typeof DeliveriesAnswer>;
