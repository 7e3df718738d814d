import type { RawReply } from "./run-endpoint.ts";
import type { Place } from "./turnstile.ts";

/** The place that a request has at work. */
export type RequestPlace = Readonly<{
  /** Keeps the place until the job has ended, even if the client is gone before. */
  during: (job: Promise<RawReply>) => Promise<RawReply>;
  hold: Place["hold"];
}>;
