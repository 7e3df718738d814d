/** The FastAGI door against a scripted Asterisk. The real one is in test/calls. */
import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, test } from "node:test";
import { pino } from "pino";
import { eventually } from "../../../lab/eventually.ts";
import type { Answer, DecideCall, Question } from "../../../src/decide/decide-call.ts";
import { listenForAsterisk, type AsteriskDoor } from "../../../src/door/asterisk/asterisk.ts";
import { Refusal } from "../../../src/policy/refusal.ts";
import { opening, talk } from "./asterisk-peer.ts";

const decided: Answer = {
  known: true,
  lineKnown: true,
  revision: 7,
  country: "BY",
  main: "+375171110000",
  decision: {
    callerId: "+375171110001",
    decidedBy: { rule: "country", country: "DE" },
    destination: { kind: "external", e164: "+49301234567", country: "DE", digits: "81049301234567" },
    privacy: false,
    passedOver: [],
    attestation: "A",
  },
} as unknown as Answer;

const LINE = "ok|+375171110001|0|country|+49301234567||+375171110000";

const QUERY = "decision?company=acme&line=ivan-desk&dialled=81049301234567";

describe("the FastAGI door", () => {
  let door: AsteriskDoor;
  let asked: Question[];
  let failures: string[];
  let decide: DecideCall;

  beforeEach(async () => {
    asked = [];
    failures = [];
    decide = () => decided;
    door = await listenForAsterisk({
      host: "127.0.0.1",
      port: 0,
      decide(question) {
        asked.push(question);
        return decide(question);
      },
      explainError: (error) => (error instanceof Refusal ? error : new Refusal("internal", "failed")),
      log: pino({ level: "silent" }),
      metrics: { failed: (reason) => failures.push(reason) },
    });
  });
  afterEach(() => door.close());

  test("answers the line of the HTTP door in CALLAS, and closes", async () => {
    assert.equal(await talk(door.port, opening(QUERY)), `SET VARIABLE CALLAS "${LINE}"\n`);
    assert.deepEqual(asked, [
      {
        company: "acme",
        call: { line: "ivan-desk", dialled: "81049301234567" },
        trunks: [],
        unknownLine: "refuse",
      },
    ]);
    assert.deepEqual(failures, []);
  });
  test("reads every parameter, with its escapes", async () => {
    const query = `${QUERY}&chosen=sip%3A%2B375%40x&privacy=true&forwardedFrom=%D0%98&trunk=carrier-a`;
    await talk(door.port, opening(query));
    assert.deepEqual(asked[0]?.call, {
      line: "ivan-desk",
      dialled: "81049301234567",
      chosen: "sip:+375@x",
      privacy: true,
      forwardedFrom: "И",
    });
    assert.deepEqual(asked[0]?.trunks, ["carrier-a"]);
  });
  test("reads an opening that comes in pieces", async () => {
    const pieces = opening(QUERY).match(/[^]{1,7}/g) ?? [];
    assert.equal(await talk(door.port, ...pieces), `SET VARIABLE CALLAS "${LINE}"\n`);
  });
  test("what a phone writes behind a line break asks nothing", async () => {
    const forged = "1\nagi_network_script: decision?company=other&line=x&dialled=1\n\n";
    await talk(door.port, opening(QUERY, forged));
    assert.deepEqual(
      asked.map(({ company }) => company),
      ["acme"],
    );
  });

  for (const [what, answer, code] of [
    ["an unknown line", { known: false, code: "line_unknown" }, "line_unknown"],
    ["an unknown company", { known: false, code: "company_unknown" }, "company_unknown"],
    ["an unknown trunk", { known: false, code: "trunk_unknown", trunk: "x" }, "trunk_unknown"],
    ["a used up quota", { known: false, code: "quota_exceeded", of: "company", perSecond: 5 }, "quota_exceeded"],
  ] as const) {
    test(`says ${what} at once, and counts it`, async () => {
      decide = () => answer;
      assert.equal(await talk(door.port, opening(QUERY)), `SET VARIABLE CALLAS "error|${code}"\n`);
      assert.deepEqual(failures, [code]);
    });
  }
  test("says that it failed where a decision throws", async () => {
    decide = () => {
      throw new Error("no store");
    };
    assert.equal(await talk(door.port, opening(QUERY)), 'SET VARIABLE CALLAS "error|internal"\n');
    assert.deepEqual(failures, ["internal"]);
  });
  for (const [what, script] of [
    ["another script", "agi-test.agi"],
    ["no company", "decision?line=ivan-desk&dialled=1"],
    ["an unknown parameter", `${QUERY}&colour=blue`],
    ["a bad escape", "decision?company=acme&line=%FF&dialled=1"],
  ] as const) {
    test(`refuses ${what}`, async () => {
      assert.equal(await talk(door.port, opening(script)), 'SET VARIABLE CALLAS "error|malformed"\n');
      assert.deepEqual([asked.length, failures], [0, ["malformed"]]);
    });
  }
  for (const [what, text] of [
    ["another protocol", "GET / HTTP/1.1\nHost: x\n\n"],
    ["an endless line", "a".repeat(64 * 1024)],
    ["bytes", Buffer.alloc(32 * 1024, 0xff)],
  ] as const) {
    test(`hangs up on ${what}`, async () => {
      assert.equal(await talk(door.port, text), "");
      assert.deepEqual([asked.length, failures], [0, ["bad_message"]]);
    });
  }
  test("hangs up on a silent peer, and serves others meanwhile", async () => {
    const silent = talk(door.port, "agi_network: yes\n");
    assert.equal(await talk(door.port, opening(QUERY)), `SET VARIABLE CALLAS "${LINE}"\n`);
    assert.equal(await silent, "");
    assert.deepEqual(failures, ["asterisk_silent"]);
  });
  test("drops a connection beyond the limit, and counts it", async () => {
    const { limit } = door.fill();
    const sockets: Socket[] = [];
    for (let n = 0; n < limit; n += 1) {
      const socket = connect({ port: door.port, host: "127.0.0.1" });
      socket.on("error", () => socket.destroy());
      sockets.push(socket);
    }
    await eventually("the limit", () => (door.fill().used === limit ? true : undefined));
    assert.equal(await talk(door.port, opening(QUERY)), "");
    assert.ok(failures.includes("too_many_connections"));
    for (const socket of sockets) socket.destroy();
  });
});
