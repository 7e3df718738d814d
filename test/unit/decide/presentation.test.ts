/** What a carrier gets, header by header, after the RFCs that define them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Decision } from "../../../src/decide/decision.ts";
import { presentationOf, quoted } from "../../../src/decide/presentation.ts";
import { FORWARD_REASONS, type ForwardReason } from "../../../src/policy/forward-reason.ts";
import { Trunk, type NamedTrunk } from "../../../src/policy/trunk.ts";

const SHOWN = "+375171234567";
const FORWARDER = "+375171234568";

const trunkOf = (fields: object = {}): NamedTrunk => ({
  ...Trunk.parse({ name: "Carrier", domain: "sip.carrier.example", ...fields }),
  id: "a",
});

const external = { kind: "external", e164: "+49301234567", country: "DE", digits: "81049301234567" } as const;
const emergency = { kind: "emergency", e164: null, country: null, digits: "112" } as const;

const decisionOf = (fields: Partial<Decision> = {}): Decision => ({
  callerId: SHOWN,
  decidedBy: { rule: "main" },
  destination: external,
  privacy: false,
  passedOver: [],
  ...fields,
});

const presented = (
  trunk: object = {},
  decision: Partial<Decision> = {},
  labels: Readonly<Record<string, string>> = {},
  reason?: ForwardReason,
) => presentationOf(trunkOf(trunk), decisionOf(decision), new Map(Object.entries(labels)), reason);

const identity = `<sip:${SHOWN}@sip.carrier.example>`;
const from = { user: SHOWN, host: "sip.carrier.example", display: null };
const anonymous = { user: "anonymous", host: "anonymous.invalid", display: "Anonymous" };

describe("the identity", () => {
  for (const [where, privacy, expected] of [
    ["from", false, { from, assertedIdentity: null, privacy: null }],
    ["asserted", false, { from: null, assertedIdentity: identity, privacy: null }],
    ["both", false, { from, assertedIdentity: identity, privacy: null }],
    // Withheld (RFC 3323, 4.1.1.3; RFC 3325, 9.3): From is anonymous, and the carrier still has to know who calls.
    ["from", true, { from: anonymous, assertedIdentity: identity, privacy: "id" }],
    ["asserted", true, { from: null, assertedIdentity: identity, privacy: "id" }],
    ["both", true, { from: anonymous, assertedIdentity: identity, privacy: "id" }],
  ] as const)
    test(`in ${where}${privacy ? ", withheld" : ""}`, () => {
      const { from, assertedIdentity, privacy: header } = presented({ identity: where }, { privacy });
      assert.deepEqual({ from, assertedIdentity, privacy: header }, expected);
    });

  test("has the form of the trunk, and its domain with its port", () => {
    const shown = { form: "national", country: "BY" };
    assert.equal(presented({ shown, domain: "10.0.0.1:5070" }).assertedIdentity, "<sip:80171234567@10.0.0.1:5070>");
    assert.equal(presented({ shown: { form: "digits" }, domain: "[2001:db8::1]" }).from!.host, "[2001:db8::1]");
  });

  test("is not written where there is no number, and the call goes nowhere else for it", () => {
    for (const kind of ["internal", "service_code"] as const) {
      const destination = { kind, e164: null, country: null, digits: null };
      const { trunk: _, ...headers } = presented({ diversion: "both" }, { callerId: null, destination, privacy: true });
      assert.deepEqual([...new Set(Object.values(headers))], [null], kind);
    }
    const none = presented({}, { callerId: null, decidedBy: { rule: "none" } });
    assert.deepEqual([none.from, none.assertedIdentity, none.called], [null, null, external.e164]);
  });
});

describe("the name beside the number", () => {
  const named = (label: string, fields: object = {}) =>
    presented({ displayName: "label", ...fields }, {}, { [SHOWN]: label });

  test("is the label of the number, where the trunk wants it", () => {
    assert.equal(named("Минск").from!.display, "Минск");
    assert.equal(named("Минск").assertedIdentity, `"Минск" ${identity}`);
    assert.equal(named("Минск", { displayName: "none" }).assertedIdentity, identity);
    assert.equal(presented({ displayName: "label" }, {}, { [FORWARDER]: "Other" }).from!.display, null);
  });

  test("cannot end its quotation marks or its header (RFC 3261, 25.1)", () => {
    for (const [label, display, header] of [
      ['The "Best" Ltd', 'The "Best" Ltd', String.raw`"The \"Best\" Ltd"`],
      [String.raw`a\b`, String.raw`a\b`, String.raw`"a\\b"`],
      [String.raw`a\"b`, String.raw`a\"b`, String.raw`"a\\\"b"`],
      ["a\r\nP-Asserted-Identity: <sip:b@c>", "a P-Asserted-Identity: <sip:b@c>", '"a P-Asserted-Identity: <sip:b@c>"'],
      ["a\u0000\u007F\u0085b", "a b", '"a b"'],
    ] as const) {
      assert.equal(named(label).from!.display, display);
      assert.equal(named(label).assertedIdentity, `${header} ${identity}`);
      assert.equal(quoted(display), header);
    }
  });

  test("is withheld with the number", () => {
    const { from, assertedIdentity } = presented({ displayName: "label" }, { privacy: true }, { [SHOWN]: "Minsk" });
    assert.deepEqual([from, assertedIdentity], [anonymous, identity]);
  });
});

describe("an emergency call without a number", () => {
  const called = (fallbackIdentity?: string, identity = "both") =>
    presented({ fallbackIdentity, identity }, { callerId: null, destination: emergency, decidedBy: { rule: "none" } });

  for (const [fallback, user, host] of [
    ["+375171111111", "+375171111111", "sip.carrier.example"],
    ["account-7", "account-7", "sip.carrier.example"],
    ["sip:account@other.example", "account", "other.example"],
    ["sips:account@other.example:5061", "account", "other.example:5061"],
    ["account@10.0.0.1", "account", "10.0.0.1"],
    ["sip:account", "account", "sip.carrier.example"],
  ] as const)
    test(`has the trunk's own identity ${fallback}`, () => {
      const { from, assertedIdentity, called: to } = called(fallback);
      assert.deepEqual([from, assertedIdentity, to], [{ user, host, display: null }, `<sip:${user}@${host}>`, "112"]);
      assert.equal(called(fallback, "asserted").from, null);
      assert.equal(called(fallback, "from").assertedIdentity, null);
    });

  test("has none where the trunk has none", () => {
    const { from, assertedIdentity, called: to } = called();
    assert.deepEqual([from, assertedIdentity, to], [null, null, "112"]);
  });

  test("is the only one that has it", () => {
    const { from } = presented({ fallbackIdentity: "account" }, { callerId: null, decidedBy: { rule: "none" } });
    assert.equal(from, null);
  });
});

describe("the number called", () => {
  test("has the form of the trunk, then loses and gains digits", () => {
    const called = (form: object) => presented({ called: form }).called;
    assert.equal(called({ form: "plus" }), "+49301234567");
    assert.equal(called({ form: "digits" }), "49301234567");
    assert.equal(called({ form: "national", country: "BY" }), "81049301234567");
    assert.equal(called({ form: "national", country: "DE" }), "0301234567");
    assert.equal(called({ form: "bare", country: "DE" }), "301234567");
    assert.equal(called({ form: "national", country: "DE", strip: 1, prepend: "9" }), "9301234567");
    assert.equal(called({ form: "plus", strip: 1, prepend: "00" }), "0049301234567");
  });

  test("is what was dialled where it is no E.164", () => {
    const short = { kind: "short", e164: null, country: null, digits: "*2000" } as const;
    const form = { form: "national", country: "IL", prepend: "9" };
    assert.equal(presented({ called: form }, { destination: short }).called, "*2000");
  });
});

describe("a forwarded call", () => {
  const diverted = (diversion: string, decision: Partial<Decision> = {}, reason?: ForwardReason) =>
    presented({ diversion }, { diversion: FORWARDER, ...decision }, {}, reason);
  const forwarder = `sip:${FORWARDER}@sip.carrier.example`;

  test("names who forwarded it in the header that the trunk reads", () => {
    const header = `<${forwarder}>;reason=unconditional`;
    const history = `<${forwarder}>;index=1, <sip:+49301234567@sip.carrier.example;cause=302>;index=1.1;mp=1`;
    for (const [diversion, ...expected] of [
      ["none", null, null],
      ["diversion", header, null],
      ["history-info", null, history],
      ["both", header, history],
    ] as const) {
      const presentation = diverted(diversion);
      assert.deepEqual([presentation.diversion, presentation.historyInfo], expected, diversion);
    }
  });

  // RFC 5806, 4, and the causes that RFC 7544, 7.1, maps them to.
  const causes = {
    unconditional: 302,
    "user-busy": 486,
    "no-answer": 408,
    unavailable: 503,
    deflection: 480,
    unknown: 404,
  };
  for (const reason of FORWARD_REASONS)
    test(`says that it was ${reason}`, () => {
      const { diversion, historyInfo } = diverted("both", {}, reason);
      assert.equal(diversion, `<${forwarder}>;reason=${reason}`);
      assert.ok(historyInfo!.includes(`;cause=${causes[reason]}>;index=1.1;mp=1`));
    });

  test("withholds the forwarder with the caller (RFC 5806, 4; RFC 7544, 7.1)", () => {
    const { diversion, historyInfo } = diverted("both", { privacy: true });
    assert.equal(diversion, `<${forwarder}>;reason=unconditional;privacy=full`);
    assert.equal(
      historyInfo,
      `<${forwarder}?Privacy=history>;index=1, <sip:+49301234567@sip.carrier.example;cause=302>;index=1.1;mp=1`,
    );
  });

  test("has the forwarder in the form of numbers shown, the callee in that of numbers called", () => {
    const forms = { shown: { form: "digits" }, called: { form: "national", country: "DE" }, diversion: "both" };
    const { diversion, historyInfo } = presented(forms, { diversion: FORWARDER });
    assert.equal(diversion, "<sip:375171234568@sip.carrier.example>;reason=unconditional");
    assert.ok(historyInfo!.includes("<sip:0301234567@sip.carrier.example;cause=302>"));
  });

  test("to a code has no # in a URI", () => {
    const code = { kind: "short", e164: null, country: null, digits: "*20#1" } as const;
    const { called, historyInfo } = diverted("both", { destination: code });
    assert.equal(called, "*20#1");
    assert.ok(historyInfo!.includes("<sip:*20%231@sip.carrier.example;cause=302>"));
  });

  test("has no header without a forwarder that may be named", () => {
    const { diversion, historyInfo } = diverted("both", { diversion: null });
    assert.deepEqual([diversion, historyInfo], [null, null]);
  });
});
