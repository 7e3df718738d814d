/** The HTTP door: `POST /api/v1/decisions`, by hand on node:http, for it is asked at every call. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Access, companyUnknown, reaches } from "../../access/access.ts";
import { BODY_LIMIT, PROBLEM_JSON, problemOf, statusOf } from "../../http/errors.ts";
import { Refusal } from "../../policy/refusal.ts";
import { parse } from "../../http/malformed.ts";
import { AskedDecision } from "../../contract/question.ts";
import { awaitRevision } from "../../http/await-revision.ts";
import type { Answer, DecideCall, Question } from "../../decide/decide-call.ts";

export type DecisionsDoorOptions = Readonly<{
  decide: DecideCall;
  /** Answers whether the revision is reached within the time. */
  reached: (revision: number, withinMilliseconds: number) => Promise<boolean>;
  /** Turns whatever was thrown into the error that is answered; it logs what is not the client's fault. */
  explainError: (error: unknown) => Refusal;
}>;

export type DecisionsDoor = (request: IncomingMessage, response: ServerResponse, access: Access) => void;

export function openDecisionsDoor(options: DecisionsDoorOptions): DecisionsDoor {
  const answer = (asked: AskedDecision): string | Promise<string> => {
    const question: Question = {
      company: asked.company,
      call: asked,
      explain: asked.explain === true,
      unknownLine: "refuse",
    };
    const decided = options.decide(question);
    return decided instanceof Promise ? decided.then((answer) => bodyOf(answer, question)) : bodyOf(decided, question);
  };

  async function answerAt(revision: number, asked: AskedDecision): Promise<string> {
    await awaitRevision(options.reached, revision);
    return answer(asked);
  }

  return (request, response, access) => {
    const fail = (thrown: unknown) => {
      const error = options.explainError(thrown);
      send(response, statusOf(error.code), PROBLEM_JSON, JSON.stringify(problemOf(error)));
    };
    readBody(
      request,
      (text) => {
        try {
          const asked = readQuestion(text);
          if (!reaches(access, asked.company)) throw companyUnknown(asked.company);
          const body = asked.minRevision === undefined ? answer(asked) : answerAt(asked.minRevision, asked);
          if (typeof body === "string") send(response, 200, "application/json; charset=utf-8", body);
          else body.then((body) => send(response, 200, "application/json; charset=utf-8", body), fail);
        } catch (error) {
          fail(error);
        }
      },
      fail,
    );
  };
}

function bodyOf(answer: Answer, question: Question): string {
  if (!answer.known) {
    const who = "line" in question.call ? question.call.line : question.call.employee;
    throw answer.code === "company_unknown"
      ? companyUnknown(question.company)
      : new Refusal(answer.code, `Company “${question.company}” has no such caller: “${who}”.`);
  }
  // A member put at the end of an object that is never empty: a copy of the decision would cost more.
  return `${JSON.stringify(answer.decision).slice(0, -1)},"revision":${answer.revision}}`;
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, ["content-type", type, "content-length", String(Buffer.byteLength(body))]).end(body);
}

function readBody(request: IncomingMessage, done: (text: string) => void, fail: (error: Refusal) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  request.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length <= BODY_LIMIT) chunks.push(chunk);
    else if (length - chunk.length <= BODY_LIMIT)
      fail(new Refusal("body_too_large", `A question has at most ${BODY_LIMIT} bytes.`));
  });
  request.on("end", () => {
    if (length <= BODY_LIMIT) done(chunks.length === 1 ? chunks[0]!.toString() : Buffer.concat(chunks).toString());
  });
}

/** The plain question that nearly every PBX asks is known by its fields; the schema reads any other and says what is wrong. */
function readQuestion(text: string): AskedDecision {
  let asked: unknown;
  try {
    asked = JSON.parse(text);
  } catch {
    throw new Refusal("malformed", "The body is no JSON.");
  }
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
