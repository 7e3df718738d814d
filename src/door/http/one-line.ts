/** The HTTP door for what can only fetch a URL: `GET /api/v1/decision`, answered as one line of plain text. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { companyUnknown, may } from "../../access/permission.ts";
import type { Principal } from "../../access/principal.ts";
import { FORWARD_REASONS } from "../../policy/forward-reason.ts";
import type { DecideCall } from "../../decide/decide-call.ts";
import { statusOf } from "../../http/errors.ts";
import { SAFE_TO_SHOW_LIST } from "../../http/safe-to-show.ts";
import { parse } from "../../http/malformed.ts";
import { undecided } from "./undecided.ts";
import { Device, Id } from "../../policy/company.ts";
import { Refusal, type RefusalCode } from "../../policy/refusal.ts";
import { lineOf, numberOf } from "../line.ts";

export type OneLineOptions = Readonly<{
  decide: DecideCall;
  /** Turns anything thrown into the refusal to answer with; it logs errors that are not the client's fault. */
  explainError: (error: unknown) => Refusal;
}>;

export type OneLineDoor = (request: IncomingMessage, response: ServerResponse, principal: Principal) => void;

const FLAGS = { true: true, "1": true, false: false, "0": false } as const;

const fields = {
  company: z.string(),
  dialled: z.string(),
  chosen: z.string().optional(),
  privacy: z
    .enum(["true", "1", "false", "0"])
    .transform((flag) => FLAGS[flag])
    .optional(),
  forwardedFrom: z.string().optional(),
  forwardReason: z.enum(FORWARD_REASONS).optional(),
  trunk: Id.optional(),
  form: z.enum(["line", "number"]).default("line"),
};

/** The parameters; those that may be missing may be empty too, as variables of a dialplan are. */
export const OneLineQuery = z.union([
  z.strictObject({ ...fields, line: z.string() }),
  z.strictObject({ ...fields, employee: z.string(), device: Device }),
]);

const REQUIRED: ReadonlySet<string> = new Set(["company", "line", "dialled"]);

export function openOneLineDoor({ decide, explainError }: OneLineOptions): OneLineDoor {
  const answer = (url: string, principal: Principal): string | null => {
    const { form, ...question } = oneLineQuestion(url);
    if (!may(principal, "decisions.make", question.company)) throw companyUnknown(question.company);
    const decided = decide({ ...question, keyRate: principal.decisions });
    if (!decided.known) throw undecided(decided, question);
    return form === "number" ? numberOf(decided) : lineOf(decided, question.call.dialled);
  };
  return (request, response, principal) => {
    request.resume();
    try {
      const text = answer(request.url ?? "", principal);
      send(response, text === null ? 204 : 200, text ?? "");
    } catch (error) {
      refuseLine(response, explainError(error));
    }
  };
}

/**
 * The question in the query of a URL.
 * @throws Refusal `malformed`
 */
export function oneLineQuestion(url: string) {
  const { company, form, trunk, ...call } = parse(OneLineQuery, parametersOf(url));
  return { company, form, call, trunks: trunk === undefined ? [] : [trunk], unknownLine: "refuse" } as const;
}

export function refuseLine(response: ServerResponse, { code, details }: Refusal): void {
  // RFC 9110, 11.6.1 and 10.2.3.
  if (code === "key_required") response.setHeader("www-authenticate", 'Bearer, Basic realm="callas"');
  if (details.retryAfter !== undefined) response.setHeader("retry-after", String(details.retryAfter));
  send(response, statusOf(code), errorLine(code));
}

/** The body of every answer that is no decision. Its status is never 200. */
export const errorLine = (code: RefusalCode): string => `error|${code}`;

/** @throws Refusal `malformed` for a parameter that is repeated or badly escaped */
function parametersOf(url: string): Readonly<Record<string, string>> {
  const at = url.indexOf("?");
  const parameters = new Map<string, string>();
  for (const pair of at === -1 ? [] : url.slice(at + 1).split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = unescaped(equals === -1 ? pair : pair.slice(0, equals));
    const value = equals === -1 ? "" : unescaped(pair.slice(equals + 1));
    if (parameters.has(name)) throw new Refusal("malformed", `“${name}” is given twice.`);
    if (value !== "" || REQUIRED.has(name)) parameters.set(name, value);
  }
  return Object.fromEntries(parameters);
}

/**
 * A plus at the beginning is one, because people write numbers into URLs as they are; elsewhere it stands for a space,
 * as in forms (URL Standard, application/x-www-form-urlencoded).
 */
function unescaped(text: string): string {
  const rest = text.startsWith("+") ? 1 : 0;
  try {
    return decodeURIComponent(text.slice(0, rest) + text.slice(rest).replaceAll("+", " "));
  } catch {
    throw new Refusal("malformed", "The query has a percent escape that is not UTF-8.");
  }
}

function send(response: ServerResponse, status: number, body: string): void {
  const type = ["content-type", "text/plain; charset=utf-8", "content-length", String(Buffer.byteLength(body))];
  response
    .writeHead(status, [...(status === 204 ? [] : type), "cache-control", "no-store", ...SAFE_TO_SHOW_LIST])
    .end(body);
}
