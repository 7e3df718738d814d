/** The HTTP door: `POST /api/v1/decisions`, written on node:http because every call uses it. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { companyUnknown, may } from "../../access/permission.ts";
import type { Principal } from "../../access/principal.ts";
import { AskedDecision, trunksAsked } from "../../contract/question.ts";
import type { Answer, DecideCall, Question } from "../../decide/decide-call.ts";
import { awaitRevision } from "../../http/await-revision.ts";
import { discardBody } from "../../http/discard-body.ts";
import { BODY_LIMIT, PROBLEM_JSON, problemOf, statusOf } from "../../http/errors.ts";
import { SAFE_TO_SHOW_LIST } from "../../http/safe-to-show.ts";
import { parse, parseJson } from "../../http/malformed.ts";
import { undecided } from "./undecided.ts";
import type { DecisionRate } from "../../policy/decision-rate.ts";
import { Refusal } from "../../policy/refusal.ts";
import { decisionText } from "./decision-text.ts";

export type DecisionsDoorOptions = Readonly<{
  decide: DecideCall;
  /** Answers whether the revision is reached within the time. */
  reached: (revision: number, withinMilliseconds: number) => Promise<boolean>;
  /** Turns anything thrown into the refusal to answer with; it logs errors that are not the client's fault. */
  explainError: (error: unknown) => Refusal;
}>;

export type DecisionsDoor = (request: IncomingMessage, response: ServerResponse, principal: Principal) => void;

export function openDecisionsDoor({ decide, reached, explainError }: DecisionsDoorOptions): DecisionsDoor {
  const answer = (asked: AskedDecision, { decisions }: Principal): string => {
    const question = questionOf(asked, decisions);
    return bodyOf(decide(question), question);
  };

  async function answerAt(revision: number, asked: AskedDecision, principal: Principal): Promise<string> {
    await awaitRevision(reached, revision);
    return answer(asked, principal);
  }

  return (request, response, principal) => {
    const refuse = async (refusal: Refusal): Promise<void> => {
      if (!(await discardBody(request))) response.shouldKeepAlive = false;
      const { retryAfter } = refusal.details;
      if (retryAfter !== undefined) response.setHeader("retry-after", String(retryAfter));
      send(response, statusOf(refusal.code), PROBLEM_JSON, JSON.stringify(problemOf(refusal)));
    };
    const fail = (thrown: unknown) => void refuse(explainError(thrown));
    const answerText = (text: string): void => {
      const asked = readQuestion(text);
      if (!may(principal, "decisions.make", asked.company)) throw companyUnknown(asked.company);
      if (asked.minRevision === undefined) send(response, 200, JSON_TYPE, answer(asked, principal));
      else answerAt(asked.minRevision, asked, principal).then((body) => send(response, 200, JSON_TYPE, body), fail);
    };
    readBody(
      request,
      (text) => {
        try {
          answerText(text);
        } catch (error) {
          fail(error);
        }
      },
      fail,
    );
  };
}

const JSON_TYPE = "application/json; charset=utf-8";

function questionOf(asked: AskedDecision, keyRate: DecisionRate | undefined): Question {
  const { company, explain = false, minRevision: _, trunk: __, trunks: ___, ...call } = asked;
  return { company, call, explain, trunks: trunksAsked(asked), unknownLine: "refuse", keyRate };
}

function bodyOf(answer: Answer, question: Question): string {
  if (answer.known) return decisionText(answer);
  throw undecided(answer, question);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response
    .writeHead(status, [
      "content-type",
      type,
      "content-length",
      String(Buffer.byteLength(body)),
      "cache-control",
      "no-store",
      ...SAFE_TO_SHOW_LIST,
    ])
    .end(body);
}

function readBody(request: IncomingMessage, done: (text: string) => void, fail: (error: Refusal) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  const read = (chunk: Buffer) => {
    length += chunk.length;
    if (length <= BODY_LIMIT) {
      chunks.push(chunk);
      return;
    }
    request.off("data", read).off("end", end);
    fail(new Refusal("body_too_large", `A question has at most ${BODY_LIMIT} bytes.`));
  };
  const end = () => done(chunks.length === 1 ? chunks[0]!.toString() : Buffer.concat(chunks).toString());
  request.on("data", read).on("end", end);
}

/** The plain question of nearly every PBX is recognised by its fields; the schema reads all others and explains errors. */
function readQuestion(text: string): AskedDecision {
  const asked = parseJson(text);
  return isPlainQuestion(asked) ? asked : parse(AskedDecision, asked);
}

function isPlainQuestion(asked: unknown): asked is AskedDecision {
  if (typeof asked !== "object" || asked === null) return false;
  const fields = asked as Readonly<Record<string, unknown>>;
  for (const field in fields)
    if ((field !== "company" && field !== "line" && field !== "dialled") || typeof fields[field] !== "string")
      return false;
  return fields["company"] !== undefined && fields["line"] !== undefined && fields["dialled"] !== undefined;
}
