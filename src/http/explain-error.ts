/** Turns any thrown error into the refusal to answer with. */
import { errorCodes } from "fastify";
import type { Logger } from "pino";
import { StorageError } from "../store/storage-error.ts";
import { NOT_FOUND } from "./errors.ts";
import { Refusal } from "../policy/refusal.ts";

const { FST_ERR_CTP_BODY_TOO_LARGE } = errorCodes;

/** Logs errors that are not the client's fault; the client only learns that something failed. */
export function explainErrors(log: Logger): (thrown: unknown) => Refusal {
  return (thrown) => {
    if (thrown instanceof Refusal) return thrown;
    if (thrown instanceof StorageError) {
      log.error({ err: thrown, reason: thrown.reason }, "a database operation failed");
      return new Refusal(thrown.reason === "full" ? "storage_full" : "storage_unavailable", thrown.message);
    }
    if (thrown instanceof FST_ERR_CTP_BODY_TOO_LARGE) return new Refusal("body_too_large", "The body is too large.");
    const status = thrown instanceof Error && "statusCode" in thrown ? thrown.statusCode : undefined;
    // 415: an unknown content type.
    if (thrown instanceof Error && (status === 400 || status === 415)) return new Refusal("malformed", thrown.message);
    // An address that is too long, or that points outside the folder of the API documentation.
    if (status === 403 || status === 404 || status === 414) return new Refusal("not_found", NOT_FOUND);
    log.error({ err: thrown }, "a request failed");
    return new Refusal("internal", "The request failed; see the log of the service.");
  };
}
