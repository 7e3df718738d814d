/** The conversation with one FreeSWITCH over one connection to its event socket, from beginning to end. */
import type { Logger } from "pino";
import type { Answer, DecideCall, Question } from "../../decide/decide-call.ts";
import { ID } from "../../policy/id.ts";
import type { Connection, ConnectionEvents, PbxAddress } from "../keep-connected.ts";
import { breakSleep, setVariables, type Variables } from "./commands.ts";
import { readEvent } from "./event-socket.ts";
import { watchFreshness } from "./freshness.ts";
import { startHeartbeat, type Heartbeat } from "./heartbeat.ts";
import { keepMains } from "./kept-main.ts";
import { openLink } from "./link.ts";
import type { FreeswitchFailure, FreeswitchMetrics } from "./metrics.ts";
import { ASK, readQuestion, type AskedCall } from "./question.ts";
import { errorVariables, variablesOf } from "./variables.ts";

export type ConnectionOptions = PbxAddress &
  ConnectionEvents &
  Readonly<{
    password: string;
    /** Of this Callas: see heartbeat.ts. */
    id: string;
    /** How old a question may be when it is answered. */
    answerWithinMs: number;
    decide: DecideCall;
    log: Logger;
    metrics: FreeswitchMetrics;
  }>;

export function openConnection(options: ConnectionOptions): Connection {
  const { host, port, log, metrics, answerWithinMs } = options;
  const address = `${host}:${port}`;
  const freshness = watchFreshness();
  const mains = keepMains();
  let heartbeat: Heartbeat | undefined;
  let refusal: string | undefined;
  /** After a pause, what is read may be old until FreeSWITCH has replied to a command that was sent after the pause. */
  let catchingUp = false;

  const failed = (code: FreeswitchFailure, error?: unknown): void => {
    log.warn({ freeswitch: address, code, err: error }, "the connection to FreeSWITCH is given up");
    metrics.failed(code);
  };
  const link = openLink({
    host,
    port,
    password: options.password,
    lateAfterMs: answerWithinMs,
    subscribe: `event plain CUSTOM ${ASK}`,
    ready() {
      heartbeat = startHeartbeat(link, options.id);
      options.connected();
    },
    event(body) {
      if (body === undefined) metrics.failed("bad_question");
      else if (isFresh()) asked(body);
      else metrics.failed("answer_late");
    },
    failed(code, error) {
      if (code === "wrong_password" || code === "access_denied") refusal = code;
      failed(code === "silent" ? "freeswitch_silent" : code, error);
    },
    ended(error) {
      if (error) log.debug({ freeswitch: address, err: error }, "the connection to FreeSWITCH failed");
      heartbeat?.stop();
      freshness.stop();
      options.ended(refusal);
    },
  });

  const isFresh = (): boolean => {
    if (catchingUp) return false;
    if (freshness.age() <= answerWithinMs) return true;
    catchingUp = true;
    link.send("api strepoch", () => (catchingUp = false));
    return false;
  };

  const asked = (body: string): void => {
    const event = readEvent(body);
    if (event.get("Event-Subclass") !== ASK) return;
    const call = readQuestion(event);
    if (call.owner !== options.id) return;
    if ("question" in call) answer(call);
    else {
      metrics.failed("bad_question");
      log.debug({ freeswitch: address }, "a question without a channel or a line");
      if (call.channel !== undefined) deliver(call.channel, errorVariables("bad_question"));
    }
  };
  const answer = (call: AskedCall): void => {
    const { question, domain } = call;
    const { company, trunks } = question;
    const cannot = (code: FreeswitchFailure): void => {
      metrics.failed(code);
      deliver(call.channel, errorVariables(code));
    };
    if (!ID.test(company)) return cannot("company_unknown");
    if (trunks === undefined && domain === "") return cannot("bad_question");
    try {
      const named = options.decide(question);
      const answer = isTrunkUnknown(named) && domain !== "" ? withoutTrunks(question) : named;
      if (!answer.known) return cannot(answer.code);
      if (!answer.lineKnown) log.debug({ company, call: question.call }, "the line is not in the directory");
      deliver(call.channel, variablesOf(answer, call));
      for (const command of mains.commandsFor(answer, call)) link.send(command, keptMain);
    } catch (error) {
      log.error({ company, err: error }, "a call could not be decided");
      cannot("decide_failed");
    }
  };
  /** Nothing is known about the carrier of a trunk that is gone, but the call, perhaps for an ambulance, goes out. */
  const withoutTrunks = ({ trunks, ...question }: Question): Answer => {
    metrics.failed("trunk_unknown");
    log.debug({ company: question.company, trunks }, "a trunk is not known");
    return options.decide(question);
  };
  const deliver = (channel: string, variables: Variables): void => {
    if (freshness.age() > answerWithinMs) metrics.failed("answer_late");
    else if (!link.deliver([...setVariables(channel, variables), breakSleep(channel)], answered))
      metrics.failed("answer_undelivered");
  };
  const answered = (reply: string): void => {
    // The caller may hang up while Callas decides.
    if (reply.startsWith("-") && !/no such channel/i.test(reply)) refused(reply);
  };
  const keptMain = (reply: string): void => {
    if (!reply.startsWith("-")) return;
    mains.forget();
    refused(reply);
  };
  const refused = (reply: string): void => {
    metrics.failed("command_refused");
    log.warn({ freeswitch: address, reply: reply.slice(0, 200) }, "FreeSWITCH refuses a command");
  };

  return {
    end(graceMs) {
      heartbeat?.stop();
      // Everything that was asked before this reply has been read and answered with it.
      if (heartbeat) link.send("api strepoch", link.end);
      else link.end();
      setTimeout(link.destroy, graceMs).unref();
    },
  };
}

const isTrunkUnknown = (answer: Answer): boolean => !answer.known && answer.code === "trunk_unknown";
