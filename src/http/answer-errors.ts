/** From whatever was thrown to the error that is answered. */
import { errorCodes } from "fastify";
import type { Logger } from "pino";
import { StoreError } from "../store/store.ts";
import { HttpError, NOT_FOUND } from "./errors.ts";

const { FST_ERR_CTP_BODY_TOO_LARGE } = errorCodes;

/** Logs what is no fault of the client's; tells him no more than that it happened. */
export function explainErrors(log: Logger): (thrown: unknown) => HttpError {
  return (thrown) => {
    if (thrown instanceof HttpError) return thrown;
    if (thrown instanceof StoreError) {
      log.error({ err: thrown, reason: thrown.reason }, "the database refused");
      return new HttpError(thrown.reason === "full" ? "storage_full" : "storage_unavailable", thrown.message);
    }
    if (thrown instanceof FST_ERR_CTP_BODY_TOO_LARGE) return new HttpError("body_too_large", "The body is too large.");
    const status = thrown instanceof Error && "statusCode" in thrown ? thrown.statusCode : undefined;
    // 415: a content type of no known form.
    if (thrown instanceof Error && (status === 400 || status === 415))
      return new HttpError("malformed", thrown.message);
    // An address that is too long, or that leaves the folder of the documentation's page.
    if (status === 403 || status === 404 || status === 414) return new HttpError("not_found", NOT_FOUND);
    log.error({ err: thrown }, "a request failed");
    return new HttpError("internal", "The request failed; the log of the service says why.");
  };
}
