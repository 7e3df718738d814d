/** Who is told of the changes of a company that deserve attention. */
import { z } from "zod";
import { Id } from "./company.ts";

/** A server that is told of changes. */
const Webhook = z.strictObject({ id: Id, url: z.string().max(1000) });
type Webhook = Readonly<z.infer<typeof Webhook>>;

export type Watching = Readonly<{
  /** The admins are told of a change that touches more than this part of the employees: 0 to 1. */
  share: number;
  /** Whether the admins are told by mail. */
  mail: boolean;
  webhooks: readonly Webhook[];
}>;

export const DEFAULT_WATCHING: Watching = { share: 0.2, mail: true, webhooks: [] };
