/** The FreeSWITCH door against a scripted FreeSWITCH. A real one is in test/calls, where there is one. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { setImmediate, setTimeout as delay } from "node:timers/promises";
import { pino } from "pino";
import type { Answer, DecideCall, Question } from "../../../src/decide/decide-call.ts";
import type { Presentation } from "../../../src/decide/presentation.ts";
import { connectFreeswitch } from "../../../src/door/freeswitch/freeswitch.ts";
import type { FreeswitchMetrics } from "../../../src/door/freeswitch/metrics.ts";
import type { KeptConnections } from "../../../src/door/keep-connected.ts";
import { eventually } from "../../../lab/eventually.ts";
import { askEvent, openFreeswitch, PASSWORD, type Freeswitch } from "./freeswitch-peer.ts";

type Known = Extract<Answer, { known: true }>;

const main = "+375171234567";
const presentation = (trunk: string, user: string, more: Partial<Presentation> = {}): Presentation => ({
  trunk,
  callerId: main,
  from: { user, host: `${trunk}.example`, display: null },
  assertedIdentity: `<sip:${user}@${trunk}.example>`,
  called: "+375291234567",
  diversion: null,
  historyInfo: null,
  privacy: null,
  ...more,
});
const answer: Known = {
  known: true,
  revision: 7,
  lineKnown: true,
  country: "BY",
  main,
  trunk: undefined,
  decision: {
    callerId: main,
    decidedBy: { rule: "department", department: "sales", device: "any" },
    destination: { kind: "external", e164: "+375291234567", country: "BY", digits: "80291234567" },
    privacy: false,
    passedOver: [],
    attestation: "A",
  },
  presentations: [presentation("carrier-a", main), presentation("carrier-b", "171234567", { called: "80291234567" })],
  mains: [main, "171234567"],
};
const until = (holds: () => boolean) => eventually(holds.toString(), () => holds() || undefined);
/** A machine that is busy with other tests must not make an answer late. */
const PATIENT_MS = 20_000;

describe("the FreeSWITCH door", () => {
  let freeswitch: Freeswitch;
  let doors: KeptConnections[];
  let failures: string[];
  let connected: number[];

  beforeEach(async () => {
    freeswitch = await openFreeswitch();
    doors = [];
    failures = [];
    connected = [];
  });
  afterEach(async () => {
    freeswitch.mood.replies = true;
    await Promise.all(doors.map((door) => door.close()));
    await freeswitch.close();
  });

  const metrics: FreeswitchMetrics = {
    connected: (count) => connected.push(count),
    failed: (code) => failures.push(code),
  };
  const open = (decide: DecideCall, more: { password?: string; answerWithinMs?: number } = {}): KeptConnections => {
    const door = connectFreeswitch({
      addresses: [{ host: "127.0.0.1", port: freeswitch.port }],
      password: PASSWORD,
      answerWithinMs: PATIENT_MS,
      decide,
      log: pino({ level: "silent" }),
      metrics,
      ...more,
    });
    doors.push(door);
    return door;
  };
  /** Once the dialplan would ask. */
  const owned = () => until(() => freeswitch.globals.has("callas_until"));
  let asked = 0;
  /** Asks in a channel, and answers with its variables once its sleep has been ended. */
  const ask = async (headers: Readonly<Record<string, string>> = {}): Promise<Readonly<Record<string, string>>> => {
    asked += 1;
    const channel = `5c0f5f4e-0000-4000-8000-${String(asked).padStart(12, "0")}`;
    const variables = new Map<string, string>();
    freeswitch.channels.set(channel, variables);
    freeswitch.ask({ "Unique-ID": channel, ...headers });
    await until(() => freeswitch.broken.includes(channel));
    return Object.fromEntries(variables);
  };

  test("sets the answer on the channel, a leg for each gateway, and ends its sleep", async () => {
    const questions: Question[] = [];
    open((question) => {
      questions.push(question);
      return answer;
    });
    await owned();
    assert.deepEqual(await ask(), {
      callas_state: "decided",
      callas_do: "call",
      callas_number: main,
      callas_rule: "department",
      callas_detail: "sales",
      callas_kind: "external",
      callas_called: "+375291234567",
      callas_privacy: "0",
      callas_attestation: "A",
      callas_revision: "7",
      callas_leg_1:
        `origination_caller_id_name='_undef_',origination_caller_id_number='${main}',` +
        "sip_invite_domain='carrier-a.example',origination_privacy='screen',sip_cid_type='pid'," +
        `sip_cid_suppress_privacy_none='true',sip_from_uri='sip:${main}@carrier-a.example'`,
      callas_do_1: "call",
      callas_called_1: "+375291234567",
      callas_number_1: main,
      callas_from_1: `sip:${main}@carrier-a.example`,
      callas_pai_1: `<sip:${main}@carrier-a.example>`,
      callas_leg_2:
        "origination_caller_id_name='_undef_',origination_caller_id_number='171234567'," +
        "sip_invite_domain='carrier-b.example',origination_privacy='screen',sip_cid_type='pid'," +
        "sip_cid_suppress_privacy_none='true',sip_from_uri='sip:171234567@carrier-b.example'",
      callas_do_2: "call",
      callas_called_2: "80291234567",
      callas_number_2: "171234567",
      callas_from_2: "sip:171234567@carrier-b.example",
      callas_pai_2: "<sip:171234567@carrier-b.example>",
    });
    assert.deepEqual(questions, [
      {
        company: "acme",
        call: { line: "ivan-desk", dialled: "80291234567" },
        trunks: ["carrier-a", "carrier-b"],
        unknownLine: "main",
      },
    ]);
    assert.deepEqual(failures, []);
    assert.deepEqual(connected, [0, 1]);
  });

  test("reads what the phone says: a chosen number, privacy, a call that it forwards", async () => {
    const calls: Question["call"][] = [];
    open((question) => {
      calls.push(question.call);
      return answer;
    });
    await owned();
    const said: readonly (readonly [Readonly<Record<string, string>>, Readonly<Record<string, unknown>>])[] = [
      [{ "variable_sip_P-Preferred-Identity": '"Иван" <sip:%2B375171234568@acme>' }, { chosen: "+375171234568" }],
      [{ "variable_sip_P-Preferred-Identity": "tel:+375171234568;x=y" }, { chosen: "+375171234568" }],
      [{ "variable_sip_P-Preferred-Identity": "nonsense" }, {}],
      [{ variable_sip_Privacy: "id;critical" }, { privacy: true }],
      [{ variable_sip_Privacy: "none", "Caller-Privacy-Hide-Number": "true" }, { privacy: false }],
      [{ "Caller-Privacy-Hide-Number": "true" }, { privacy: true }],
      [{ variable_sip_from_user: "Anonymous" }, { privacy: true }],
      [{ variable_sip_from_host: "anonymous.invalid" }, { privacy: true }],
      [
        { variable_sip_h_Diversion: '<sip:201@acme>;reason="user-busy"', "Caller-Caller-ID-Number": "+74951234567" },
        { forwardedFrom: "+74951234567", forwardReason: "user-busy" },
      ],
      [
        { variable_callas_forward_reason: "no-answer", variable_sip_h_Diversion: "<sip:201@acme>;reason=deflection" },
        { forwardedFrom: "201", forwardReason: "no-answer" },
      ],
      [{ variable_callas_forward_reason: "away" }, { forwardedFrom: "201", forwardReason: "unknown" }],
      [{ variable_callas_line: "olga-desk" }, { line: "olga-desk" }],
      [
        { variable_callas_line_from: "asserted", "variable_sip_P-Asserted-Identity": "<sip:+375291112233@mobile>" },
        { line: "+375291112233" },
      ],
      [{ "variable_sip_P-Asserted-Identity": "<sip:boss@acme>" }, {}],
      [{ "Caller-Destination-Number": "*31#80291234567" }, { dialled: "*31#80291234567" }],
    ];
    for (const [headers, more] of said) {
      calls.length = 0;
      await ask(headers);
      assert.deepEqual(calls, [{ line: "ivan-desk", dialled: "80291234567", ...more }], JSON.stringify(headers));
    }
  });

  test("writes a withheld, forwarded call: anonymous, its identity for the carrier, Diversion and History-Info", async () => {
    const historyInfo = "<sip:+1@a.example?Privacy=history>;index=1, <sip:+2@a.example;cause=302>;index=1.1;mp=1";
    open(() => ({
      ...answer,
      decision: { ...answer.decision, privacy: true, diversion: main },
      presentations: [
        presentation("carrier-a", main, {
          from: { user: "anonymous", host: "anonymous.invalid", display: "Anonymous" },
          assertedIdentity: `"Sales, \\"Minsk\\" \${system(reboot)}" <sip:${main}@carrier-a.example>`,
          diversion: `<sip:${main}@carrier-a.example>;reason=no-answer;privacy=full`,
          historyInfo,
          privacy: "id",
        }),
      ],
    }));
    await owned();
    const variables = await ask({ "Callas-Trunks": "carrier-a" });
    assert.equal(
      variables["callas_leg_1"],
      `origination_caller_id_name='Sales, Minsk system(reboot)',origination_caller_id_number='${main}',` +
        "sip_invite_domain='carrier-a.example',origination_privacy='screen:hide_number:hide_name',sip_cid_type='pid'," +
        "sip_cid_suppress_privacy_none='true',sip_from_uri='sip:anonymous@anonymous.invalid'," +
        `sip_from_display='Anonymous',sip_h_Diversion='<sip:${main}@carrier-a.example>;reason=no-answer;privacy=full',` +
        `sip_h_History-Info='${historyInfo}'`,
    );
    assert.equal(variables["callas_privacy"], "1");
    assert.equal(variables["callas_number"], main);
    assert.equal(variables["callas_diversion"], `<sip:${main}@carrier-a.example>;reason=no-answer;privacy=full`);
    assert.equal(variables["callas_history_info_1"], historyInfo);
  });

  test("says what a dialplan does with each kind of call", async () => {
    const decisions: Known["decision"][] = [
      { ...answer.decision, callerId: null, decidedBy: { rule: "none" } },
      {
        ...answer.decision,
        callerId: null,
        decidedBy: { rule: "internal" },
        destination: { kind: "internal", e164: null, country: null, digits: null },
        extension: "201",
      },
      {
        ...answer.decision,
        callerId: null,
        decidedBy: { rule: "service_code" },
        destination: { kind: "service_code", e164: null, country: null, digits: null },
      },
      {
        ...answer.decision,
        callerId: null,
        decidedBy: { rule: "emergency" },
        destination: { kind: "emergency", e164: null, country: null, digits: "112" },
      },
    ];
    const dialled = ["80291234567", "2 02", "*100", "112"];
    open(({ call }) => {
      const decision = decisions[dialled.indexOf(call.dialled)]!;
      const nobody = { callerId: null, from: null, assertedIdentity: null, called: decision.destination.digits };
      return { ...answer, decision, presentations: [presentation("carrier-a", main, nobody)], mains: [main] };
    });
    await owned();
    const seen: unknown[] = [];
    for (const number of dialled) {
      const variables = await ask({ "Callas-Trunks": "carrier-a", "Caller-Destination-Number": number });
      seen.push(["do", "number", "called", "kind"].map((name) => variables[`callas_${name}`]));
      assert.match(variables["callas_leg_1"] ?? "", /origination_caller_id_number='anonymous'.*sip_cid_type='none'/);
      assert.doesNotMatch(variables["callas_leg_1"] ?? "", /sip_from_uri|sip_invite_domain/);
    }
    assert.deepEqual(seen, [
      ["refuse", undefined, "80291234567", "external"],
      ["internal", "201", "202", "internal"],
      ["service_code", undefined, "*100", "service_code"],
      ["call", undefined, "112", "emergency"],
    ]);
  });

  test("without trunks, each gateway gets +E.164 in the dialplan's domain", async () => {
    const questions: Question[] = [];
    const { presentations: _, mains: __, ...plain } = answer;
    open((question) => {
      questions.push(question);
      return plain;
    });
    await owned();
    const variables = await ask({ "Callas-Trunks": " | " });
    assert.equal(questions[0]?.trunks, undefined);
    for (const place of ["1", "2"]) {
      assert.match(variables[`callas_leg_${place}`] ?? "", /sip_from_uri='sip:\+375171234567@pbx\.example'/);
      assert.equal(variables[`callas_called_${place}`], "+375291234567");
    }
    assert.equal(variables["callas_leg_3"], undefined);
    await until(() => freeswitch.database.get("callas/acme~") === main);
  });

  test("keeps the main number of each trunk in FreeSWITCH, and writes it only when it changes", async () => {
    let mains: readonly (string | null)[] = [main, "171234567"];
    open(() => ({ ...answer, mains }));
    await owned();
    const kept = () => freeswitch.commands.filter((command) => command.startsWith("api db ")).splice(0);
    const first = [
      "api db insert/callas/acme~carrier-a/+375171234567",
      "api db insert/callas/acme~carrier-b/171234567",
    ];
    await ask();
    await ask();
    await ask();
    assert.deepEqual(kept(), first);
    mains = [null, "171234567"];
    await ask();
    await ask();
    assert.deepEqual(kept(), [...first, "api db delete/callas/acme~carrier-a"]);
    assert.deepEqual([...freeswitch.database], [["callas/acme~carrier-b", "171234567"]]);
  });

  test("an answer that cannot be given ends the sleep too, with the reason", async () => {
    const answers: DecideCall[] = [
      () => ({ known: false, code: "company_unknown" }),
      () => ({ known: false, code: "quota_exceeded", of: "company", perSecond: 5 }),
      () => {
        throw new Error("no store");
      },
    ];
    open((question) => answers.shift()!(question));
    await owned();
    const codes = ["company_unknown", "quota_exceeded", "decide_failed"];
    for (const code of codes) assert.deepEqual(await ask(), { callas_state: "error", callas_detail: code });
    assert.deepEqual(await ask({ "Callas-Company": "a b" }), {
      callas_state: "error",
      callas_detail: "company_unknown",
    });
    for (const headers of [{ variable_sip_auth_username: "" }, { "Callas-Trunks": "", "Callas-Domain": "" }])
      assert.deepEqual(await ask(headers), { callas_state: "error", callas_detail: "bad_question" });
    assert.deepEqual(failures, [...codes, "company_unknown", "bad_question", "bad_question"]);
  });

  test("a call over a trunk that is not known goes out as one without trunks", async () => {
    const { presentations: _, mains: __, ...plain } = answer;
    open(({ trunks }) => (trunks ? { known: false, code: "trunk_unknown", trunk: "carrier-b" } : plain));
    await owned();
    freeswitch.database.set("callas/acme~carrier-b", "the main number of last year");
    for (const names of ["carrier-a|carrier-b", "carrier-a|", "carrier-a|b/c\n\napi reload"]) {
      const { callas_state, callas_do, callas_leg_1, callas_leg_2 } = await ask({ "Callas-Trunks": names });
      assert.deepEqual([callas_state, callas_do, callas_leg_1], ["decided", "call", callas_leg_2], names);
      assert.match(callas_leg_2 ?? "", /sip_from_uri='sip:\+375171234567@pbx\.example'/);
    }
    const kept = ["carrier-a", "carrier-b", ""].map((trunk) => [`callas/acme~${trunk}`, main] as const);
    await until(() => freeswitch.database.size === kept.length);
    assert.deepEqual(freeswitch.database, new Map(kept));
    assert.deepEqual(failures, ["trunk_unknown", "trunk_unknown", "trunk_unknown"]);
  });

  test("without a domain, a trunk that is not known leaves the call to what the dialplan has set", async () => {
    open(() => ({ known: false, code: "trunk_unknown", trunk: "carrier-a" }));
    await owned();
    const variables = await ask({ "Callas-Domain": "" });
    assert.deepEqual(variables, { callas_state: "error", callas_detail: "trunk_unknown" });
  });

  test("nothing that a phone or an admin writes becomes a command, a variable or an expansion", async () => {
    const evil =
      "1\n\napi reload\n\n;callas_do=call;x='y' ${system(id)} $${x} \\' ^^: [a=b] | , {c=d} `e` \u2028\u0007é";
    const echo: DecideCall = ({ call }) => ({
      ...answer,
      decision: {
        ...answer.decision,
        decidedBy: { rule: "employee", employee: evil, device: "any" },
        destination: { ...answer.decision.destination, digits: evil, e164: null },
      },
      presentations: [
        presentation("carrier-a", main, {
          from: { user: evil, host: evil, display: evil },
          assertedIdentity: `"${evil}" <sip:${main}@x>`,
          called: call.dialled,
          diversion: evil,
          historyInfo: evil,
        }),
      ],
    });
    open(echo);
    await owned();
    const phone = {
      "Caller-Destination-Number": evil,
      "variable_sip_P-Preferred-Identity": `<sip:${evil}@x>`,
      variable_sip_h_Diversion: `<sip:${evil}>`,
      variable_sip_auth_username: evil,
      "Caller-Caller-ID-Number": evil,
    };
    const names = Object.keys(await ask({ "Callas-Trunks": "carrier-a" })).sort();
    const variables = await ask({ "Callas-Trunks": "carrier-a", ...phone });
    assert.deepEqual(Object.keys(variables).sort(), names, "no other variables");
    for (const [name, value] of Object.entries(variables))
      assert.doesNotMatch(value, /[$\\{}[\]|^`\p{Cc}\u2028]/u, name);
    for (const [name, value] of Object.entries(variables))
      if (!/^callas_(leg|history_info)_/.test(name)) assert.doesNotMatch(value, /[',]/, name);
    // Between its own quotes, a leg has no other ones: nothing can leave a value.
    assert.match(variables["callas_leg_1"] ?? "", /^([\w-]+='[^']*',)*[\w-]+='[^']*'$/);
    assert.equal(variables["callas_do"], "call");
    const allowed =
      /^(auth |event plain CUSTOM callas::ask$|api (global_[gs]etvar|uuid_setvar_multi|uuid_break|db insert) ?)/;
    for (const command of freeswitch.commands) assert.match(command, allowed);
  });

  test("a channel of another form is not answered, and neither is another event", async () => {
    open(() => answer);
    await owned();
    for (const id of ["", "x y", "x\n\napi reload", "x".repeat(65)]) freeswitch.ask({ "Unique-ID": id });
    freeswitch.ask({ "Unique-ID": "other", "Event-Subclass": "callas::other" });
    await ask();
    assert.equal(freeswitch.broken.length, 1);
    assert.deepEqual(
      failures,
      Array.from({ length: 4 }, () => "bad_question"),
    );
  });

  test("reads events in pieces of any size", async () => {
    open(() => answer);
    await owned();
    freeswitch.channels.set("piece", new Map());
    const event = askEvent({ "Unique-ID": "piece" }, freeswitch.globals.get("callas_owner")!);
    freeswitch.mood.holds = true;
    for (const byte of Buffer.from(`${event}${event}`)) {
      freeswitch.say(Buffer.of(byte));
      await setImmediate();
    }
    freeswitch.mood.holds = false;
    await until(() => freeswitch.broken.length === 2);
    assert.deepEqual(failures, []);
  });

  test("an event that is too long is skipped, and the next one answered", async () => {
    open(() => answer);
    await owned();
    freeswitch.ask({ "Unique-ID": "long", "variable_sip_h_X-Long": "x".repeat(1024 * 1024) });
    await ask();
    assert.deepEqual(failures, ["bad_question"]);
    assert.equal(freeswitch.sockets().length, 1);
  });

  const garbage = {
    "no headers": "garbage\n\n",
    "no length": "Content-Type: text/event-plain\nContent-Length: many\n\n",
    "headers without an end": `X: ${"x".repeat(20_000)}`,
    "another type": "Content-Type: text/html\n\n",
    "a reply to no command": "Content-Type: command/reply\nReply-Text: +OK\n\n".repeat(20),
  };
  for (const [what, bytes] of Object.entries(garbage))
    test(`${what}: the connection ends, and another one is opened`, async () => {
      open(() => answer);
      await owned();
      freeswitch.say(bytes);
      await until(() => connected.length >= 4);
      assert.deepEqual([failures[0], connected.slice(0, 4)], ["bad_message", [0, 1, 0, 1]]);
      await owned();
      await ask();
    });

  test("comes back after a disconnect notice, and writes the main number again", async () => {
    open(() => answer);
    await owned();
    await ask();
    freeswitch.disconnect();
    await until(() => connected.length === 4);
    freeswitch.database.clear();
    await ask();
    await until(() => freeswitch.database.size === 2);
    assert.deepEqual(failures, []);
  });

  test("a wrong password is reported, and not tried again at once", async () => {
    const door = open(() => answer, { password: "wrong" });
    await until(() => freeswitch.commands.length > 0);
    await delay(700);
    assert.deepEqual(freeswitch.commands, ["auth wrong"]);
    assert.deepEqual(failures, ["wrong_password"]);
    await door.close();
  });

  test("an access list that keeps Callas out is reported", async () => {
    open(() => answer);
    await owned();
    const words = "Access Denied, go away.\n";
    freeswitch.say(`Content-Type: text/rude-rejection\nContent-Length: ${words.length}\n\n${words}`);
    await until(() => connected.at(-1) === 0 && connected.length === 3);
    assert.deepEqual(failures, ["access_denied"]);
  });

  test("a heartbeat holds for about two seconds, goes on, and ends with the door", async () => {
    const door = open(() => answer);
    await owned();
    assert.deepEqual(connected, [0, 1]);
    const seconds = Number(freeswitch.globals.get("callas_until"));
    assert.ok(Math.abs(seconds - Date.now() / 1000) < 60, `${seconds}`);
    const beats = () => freeswitch.commands.filter((command) => command.startsWith("api global_setvar callas_until="));
    await eventually("four heartbeats", () => beats()[3]);
    await door.close();
    assert.equal(freeswitch.globals.get("callas_until"), "0");
    assert.deepEqual(connected, [0, 1, 0]);
  });

  test("has answered what it was asked when it closes", async () => {
    const door = open(() => answer);
    await owned();
    const answered = ask();
    await door.close();
    assert.equal((await answered)["callas_state"], "decided");
    assert.deepEqual(failures, []);
  });

  test("of two Callas one answers, and the other takes over when the first has gone", async () => {
    const answered: string[] = [];
    const first = open(() => {
      answered.push("first");
      return answer;
    });
    await owned();
    open(() => {
      answered.push("second");
      return answer;
    });
    const owner = freeswitch.globals.get("callas_owner");
    const beats = () => freeswitch.commands.filter((command) => command === "api global_getvar callas_until").length;
    const before = beats();
    await until(() => beats() > before + 4);
    assert.equal(freeswitch.globals.get("callas_owner"), owner);
    await ask();
    assert.deepEqual(answered, ["first"]);
    await first.close();
    await until(() => freeswitch.globals.get("callas_owner") !== owner);
    await ask();
    assert.deepEqual(answered, ["first", "second"]);
    assert.equal(freeswitch.broken.length, 2);
  });

  test("a FreeSWITCH that falls silent is given up", async () => {
    open(() => answer);
    await owned();
    freeswitch.mood.replies = false;
    await until(() => connected.length === 3);
    assert.deepEqual(failures, ["freeswitch_silent"]);
  });

  test("behind a FreeSWITCH that carries nothing out no answers pile up", async () => {
    open(() => answer, { answerWithinMs: 250 });
    await owned();
    freeswitch.mood.replies = false;
    const count = freeswitch.commands.length;
    await until(() => freeswitch.commands.length > count);
    await delay(400);
    freeswitch.ask({ "Unique-ID": "waiting" });
    await until(() => failures.length > 0);
    assert.match(failures[0] ?? "", /^answer_(undelivered|late)$/);
    assert.equal(freeswitch.commands.filter((command) => command.includes("waiting")).length, 0);
  });

  test("what came while Callas was stopped is not answered; what comes afterwards is", async () => {
    open(() => answer, { answerWithinMs: 250 });
    await owned();
    freeswitch.channels.set("old", new Map());
    freeswitch.ask({ "Unique-ID": "old" });
    // The event is on its way, and nobody reads it.
    const end = performance.now() + 600;
    while (performance.now() < end);
    await until(() => failures.includes("answer_late"));
    assert.deepEqual(freeswitch.broken, []);
    // A machine that is busy may make any one question late, so it is asked until one is not.
    while (freeswitch.broken.length === 0) {
      freeswitch.channels.set("new", new Map());
      freeswitch.ask({ "Unique-ID": "new" });
      await delay(50);
    }
    assert.equal(freeswitch.broken[0], "new");
  });

  test("a caller who has hung up is no error, and a command that FreeSWITCH refuses is counted", async () => {
    open(() => answer);
    await owned();
    freeswitch.ask({ "Unique-ID": "gone" });
    await ask();
    assert.deepEqual(failures, []);
    freeswitch.mood.refuses = (command) => (command.startsWith("db ") ? "-ERR db Command not found!" : undefined);
    await ask({ "Callas-Company": "second" });
    await until(() => failures.length === 2);
    assert.deepEqual(failures, ["command_refused", "command_refused"]);
    freeswitch.mood.refuses = () => undefined;
    await ask({ "Callas-Company": "second" });
    await until(() => freeswitch.database.has("callas/second~carrier-b"));
  });
});
