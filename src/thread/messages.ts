/** Messages between the main thread and the store threads. */
import { SecretFileError } from "../access/secret-file.ts";
import type { RawRequest, ThreadRole } from "../api/run-endpoint.ts";
import { Refusal, type RefusalCode, type RefusalDetails } from "../policy/refusal.ts";
import type { JobName } from "../settings/jobs.ts";
import { StorageError, type StorageFault } from "../store/storage-error.ts";
import type { TraceHeaders, TraceSettings } from "../trace/trace.ts";

export type ThreadOptions = Readonly<{
  role: ThreadRole;
  dataDir: string;
  /** Of the shared store; null: the store is in the data folder. */
  databaseUrl: string | null;
  /** Whether the service starts although the shared store is away: it is then opened as soon as it can be. */
  mayBeAway: boolean;
  /** The file of the key that chains the history and seals client secrets. */
  secretFile: string;
  /** Whether the service can send mail. */
  canMail: boolean;
  /** The configured address of the page, without a trailing slash. */
  publicUrl: string;
  /** Whether identity providers may have private addresses. */
  allowPrivate: boolean;
  traces: TraceSettings | undefined;
}>;

export type Job =
  /** `endpoint` is an index into api/endpoints.ts. */
  | Readonly<{ kind: "endpoint"; endpoint: number; request: RawRequest }>
  /** See settings/jobs.ts. */
  | Readonly<{ kind: "job"; name: JobName; asked: unknown }>;

export type ToThread = Readonly<{
  id: number;
  job: Job;
  /** Of whoever asks; null if that is not traced. */
  traced: TraceHeaders | null;
}>;

export type FromThread =
  /** The store is open, or it may be away. */
  | Readonly<{ kind: "ready" }>
  /** The shared store could not be opened; it is tried again. */
  | Readonly<{ kind: "away"; message: string }>
  /** The shared store does not tell what other processes write: it is looked at all the same. */
  | Readonly<{ kind: "unheard"; message: string }>
  | Readonly<{ kind: "failed"; error: Thrown }>
  /** Something was written; the changes are read from the database. */
  | Readonly<{ kind: "head"; head: number }>
  /** `reply` is the RawReply of an endpoint, or the result of a job. */
  | Readonly<{ kind: "done"; id: number; reply: unknown }>
  | Readonly<{ kind: "thrown"; id: number; error: Thrown }>;

/** An error in a form that survives the way between threads, which loses classes. */
type Thrown =
  | Readonly<{ kind: "refusal"; code: RefusalCode; message: string; details: RefusalDetails }>
  | Readonly<{ kind: "storage"; reason: StorageFault; message: string; cause: unknown }>
  | Readonly<{ kind: "secret"; message: string }>
  | Readonly<{ kind: "other"; error: unknown }>;

export function packError(error: unknown): Thrown {
  if (error instanceof Refusal) {
    const { code, message, details } = error;
    return { kind: "refusal", code, message, details };
  }
  if (error instanceof StorageError) {
    const { reason, message, cause } = error;
    return { kind: "storage", reason, message, cause: cause instanceof Error ? cause.stack : cause };
  }
  if (error instanceof SecretFileError) return { kind: "secret", message: error.message };
  return { kind: "other", error };
}

export function unpackError(thrown: Thrown): unknown {
  switch (thrown.kind) {
    case "refusal":
      return new Refusal(thrown.code, thrown.message, thrown.details);
    case "storage":
      return new StorageError(thrown.reason, thrown.message, thrown.cause);
    case "secret":
      return new SecretFileError(thrown.message);
    case "other":
      return thrown.error;
  }
}
