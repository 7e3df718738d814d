/** The dialplan files for FreeSWITCH: well-formed, in step with the door, and leading where they should. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Answer } from "../../src/decide/decide-call.ts";
import { plainPresentation } from "../../src/door/plain-presentation.ts";
import { errorVariables, variablesOf } from "../../src/door/freeswitch/variables.ts";
import { parseXml, runExtension, standardApi, type Channel, type Element } from "./freeswitch-dialplan.ts";

const folder = join(import.meta.dirname, "../../pbx/freeswitch");
const read = (file: string) => readFileSync(join(folder, file), "utf8");
const xml = globSync("*.xml", { cwd: folder }).sort();

/** The files that ask Callas, or are asked for it. */
const extensionOf = (file: string): Element => {
  const root = parseXml(read(file));
  return root.name === "extension" ? root : root.children.find(({ name }) => name === "extension")!;
};

const settings = new Map(
  parseXml(read("callas-settings.xml")).children.map(({ attributes }) => {
    const [, name = "", value = ""] = /^(\w+)=(.*)$/.exec(attributes["data"]!)!;
    return [name, value] as const;
  }),
);

test("every file is well-formed XML", () => {
  assert.ok(xml.length >= 5, "the files are found");
  for (const file of xml) assert.doesNotThrow(() => parseXml(read(file)), file);
});

test("what is not well-formed is noticed", () => {
  for (const text of [
    "<a>",
    "<a></b>",
    "<a/><b/>",
    '<a x="<"/>',
    '<a x="&"/>',
    '<a x="1" x="2"/>',
    "<a>x</a>",
    "<a><!-- -- --></a>",
  ])
    assert.throws(() => parseXml(text), text);
});

const main = "+375171234567";
const decision = {
  callerId: main,
  decidedBy: { rule: "main" },
  destination: { kind: "external", e164: "+375291234567", country: "BY", digits: "80291234567" },
  privacy: false,
  passedOver: [],
  attestation: "A",
} as const;
type Decided = Extract<Answer, { known: true }>;
const answerOf = (more: Partial<Decided["decision"]> = {}): Decided => {
  const whole = { ...decision, ...more };
  const { trunk: _, ...first } = plainPresentation(whole, "a.example");
  return {
    known: true,
    revision: 1,
    lineKnown: true,
    country: "BY",
    main,
    trunk: undefined,
    decision: whole,
    presentations: [
      { ...first, trunk: "carrier-a" },
      { ...plainPresentation(whole, "b.example"), trunk: "carrier-b", called: "80291234567" },
    ],
  };
};
const asked = (dialled: string) => ({
  channel: "c",
  owner: "o",
  places: 2,
  domain: "pbx.example.com",
  question: { company: "acme", call: { line: "ivan-desk", dialled }, unknownLine: "main" as const },
});

/** Of `${name}` and `${name_${other}_1}`: the second as a pattern. */
function readsOf(file: string): RegExp[] {
  const names = [...read(file).matchAll(/\$\{(callas_(?:\w|\$\{\w+\})*)\}/g)].map(([, name]) => name!);
  const inner = [...read(file).matchAll(/\$\{(callas_\w+)\}/g)].map(([, name]) => name!);
  return [...new Set([...names, ...inner])].map((name) => new RegExp(`^${name.replaceAll(/\$\{\w+\}/g, "\\w+")}$`));
}
const setsOf = (file: string) =>
  [...read(file).matchAll(/application="(?:set|export)" data="(callas_\w+)=/g)].map(([, name]) => name!);

/** All variables that an answer may have, with and without what some calls lack. */
const ofDoor = [
  ...Object.keys(variablesOf(answerOf(), asked("80291234567"))),
  ...Object.keys(errorVariables("x")),
  "callas_until",
  "callas_owner",
];

test("every variable that a dialplan reads is set: by the door, by itself, or in the settings", () => {
  for (const file of ["callas.xml", "fusionpbx.xml", "callas-curl.xml"]) {
    const own = [...setsOf(file), ...settings.keys()];
    const curl = ["callas_key", "callas_main"];
    const known = file === "callas-curl.xml" ? [...own, ...curl] : [...own, ...ofDoor];
    for (const name of readsOf(file))
      assert.ok(
        known.some((each) => name.test(each)),
        `${file} reads ${name.source}`,
      );
  }
});

test("every variable that the door sets is read by the dialplan or explained in the README", () => {
  const reads = readsOf("callas.xml");
  const readme = read("README.md");
  for (const name of ofDoor) {
    const explained = readme.includes(`\`${name.replace(/_\d+$/, "_N")}\``);
    assert.ok(explained || reads.some((each) => each.test(name)), name);
  }
});

test("no dialplan expands what a phone wrote", () => {
  for (const file of xml)
    assert.doesNotMatch(
      read(file),
      /\$\{sip_(?!auth_username\}|copy_)|\$\{(?:caller_id|destination|callee|effective_caller)/,
      file,
    );
});

type Bridge = Readonly<{ leg: Readonly<Record<string, string>>; to: string }>;

/** A dial string between bars, with the variables between brackets. */
const bridgesOf = (data: string): Bridge[] =>
  data.split("|").map((part) => {
    const [, inside = "", to = part] = /^\[([^\]]*)\](.*)$/.exec(part) ?? [];
    const leg: Record<string, string> = {};
    for (const [, name = "", value = ""] of inside.matchAll(/([\w-]+)='([^']*)'/g)) leg[name] = value;
    return { leg, to };
  });

describe("callas.xml", () => {
  const kept = new Map([
    ["callas/acme~carrier-a", main],
    ["callas/acme~carrier-b", "171234567"],
  ]);
  const evil = "${system(reboot)}";

  /** Calls; Callas sets `answer` while the channel sleeps. */
  const call = (
    dialled: string,
    options: {
      answer?: Readonly<Record<string, string>>;
      withheld?: boolean;
      database?: ReadonlyMap<string, string>;
    } = {},
  ) => {
    const { answer, withheld = false, database = kept } = options;
    const done: string[] = [];
    let bridges: Bridge[] = [];
    let event = "";
    let slept = "";
    const channel: Channel = {
      variables: new Map([
        ["domain_name", "acme.example"],
        ["sip_P-Preferred-Identity", evil],
        ["sip_from_user", evil],
      ]),
      globals: new Map([
        ...settings,
        ["callas_owner", "0123456789abcdef"],
        ["callas_until", answer ? "9999999999" : "1"],
      ]),
      profile: { destination_number: dialled, privacy_hide_number: String(withheld) },
      api: standardApi(database),
      execute(application, data) {
        done.push(application);
        if (application === "event") event = data;
        if (application === "sleep") {
          slept = data;
          for (const [name, value] of Object.entries(answer ?? {})) {
            if (value === "") channel.variables.delete(name);
            else channel.variables.set(name, value);
          }
        }
        if (application === "bridge") bridges = bridgesOf(data);
      },
    };
    const taken = runExtension(extensionOf("callas.xml"), channel);
    return { taken, done, bridges, event, slept, variables: channel.variables };
  };
  const fromOf = ({ leg }: Bridge) => [leg["sip_from_uri"], leg["origination_caller_id_number"], leg["sip_cid_type"]];

  test("asks, and does not wait while Callas is away", () => {
    const { event, slept, done } = call("80291234567");
    assert.equal(
      event,
      "Event-Name=CUSTOM,Event-Subclass=callas::ask,Callas-Owner=0123456789abcdef,Callas-Company=acme," +
        "Callas-Domain=pbx.example.com,Callas-Trunks=carrier-a|carrier-b",
    );
    assert.equal(slept, "0");
    assert.deepEqual(done, ["event", "sleep", "bridge"]);
    assert.equal(call("80291234567", { answer: {} }).slept, "300");
  });

  test("without Callas: main, in the form of each gateway, and what was dialled", () => {
    const { bridges, variables } = call("80291234567");
    assert.deepEqual(bridges.map(fromOf), [
      [`sip:${main}@pbx.example.com`, main, "pid"],
      ["sip:171234567@pbx.example.com", "171234567", "pid"],
    ]);
    assert.deepEqual(
      bridges.map(({ to }) => to),
      ["sofia/gateway/carrier-a/80291234567", "sofia/gateway/carrier-b/80291234567"],
    );
    assert.equal(variables.get("effective_caller_id_name"), "_undef_");
    assert.equal(variables.get("sip_copy_custom_headers"), "false");
  });

  test("without Callas, a phone that withholds is anonymous, and its carrier is told", () => {
    const { bridges } = call("80291234567", { withheld: true });
    for (const { leg } of bridges) {
      assert.equal(leg["sip_from_uri"], "sip:anonymous@anonymous.invalid");
      assert.equal(leg["origination_privacy"], "screen:hide_number:hide_name");
    }
    assert.equal(bridges[0]?.leg["origination_caller_id_number"], main);
  });

  test("without Callas, an emergency call shows main, withheld or not, and goes out without it too", () => {
    for (const withheld of [true, false])
      assert.deepEqual(fromOf(call("112", { withheld }).bridges[0]!), [`sip:${main}@pbx.example.com`, main, "pid"]);
    const { bridges } = call("112", { database: new Map() });
    assert.deepEqual(fromOf(bridges[0]!), [undefined, "anonymous", "none"]);
    assert.equal(bridges[0]?.to, "sofia/gateway/carrier-a/112");
  });

  test("without Callas and without a main number, nothing is shown and nobody is called", () => {
    for (const withheld of [true, false])
      for (const database of [new Map<string, string>(), new Map([["callas/acme~carrier-a", "-ERR"]])])
        assert.deepEqual(call("80291234567", { withheld, database }).bridges, [
          { leg: {}, to: "error/NORMAL_TEMPORARY_FAILURE" },
          { leg: {}, to: "error/NORMAL_TEMPORARY_FAILURE" },
        ]);
  });

  test("without Callas, a gateway whose number is not known is left out", () => {
    for (const [known, others] of [
      ["carrier-a", ["sofia/gateway/carrier-a/80291234567", "error/NORMAL_TEMPORARY_FAILURE"]],
      ["carrier-b", ["error/NORMAL_TEMPORARY_FAILURE", "sofia/gateway/carrier-b/80291234567"]],
    ] as const) {
      const { bridges } = call("80291234567", { database: new Map([[`callas/acme~${known}`, main]]) });
      assert.deepEqual(
        bridges.map(({ to }) => to),
        others,
      );
    }
  });

  test("decided: a gateway whose trunk may show no number is left out", () => {
    const { presentations, ...whole } = answerOf();
    const refusing = plainPresentation({ ...decision, callerId: null }, "b.example");
    for (const [order, expected] of [
      [
        [presentations![0]!, refusing],
        ["sofia/gateway/carrier-a/+375291234567", "error/OUTGOING_CALL_BARRED"],
      ],
      [
        [refusing, presentations![1]!],
        ["error/OUTGOING_CALL_BARRED", "sofia/gateway/carrier-b/80291234567"],
      ],
    ] as const) {
      const answer = variablesOf({ ...whole, presentations: order }, asked("80291234567"));
      assert.deepEqual(
        call("80291234567", { answer }).bridges.map(({ to }) => to),
        expected,
      );
    }
  });

  test("an error of Callas leaves it at that", () => {
    const { bridges, variables } = call("80291234567", { answer: errorVariables("trunk_unknown") });
    assert.deepEqual(fromOf(bridges[0]!), [`sip:${main}@pbx.example.com`, main, "pid"]);
    assert.equal(variables.get("callas_state"), "error");
  });

  const decided = (dialled: string, more: Partial<Decided["decision"]> = {}) =>
    call(dialled, { answer: variablesOf(answerOf(more), asked(dialled)) });

  test("decided: each gateway with its own identity and number called", () => {
    const { bridges, variables } = decided("80291234567", { callerId: "+375171110000", diversion: main });
    assert.deepEqual(bridges.map(fromOf), [
      ["sip:+375171110000@a.example", "+375171110000", "pid"],
      ["sip:+375171110000@b.example", "+375171110000", "pid"],
    ]);
    assert.deepEqual(
      bridges.map(({ to }) => to),
      ["sofia/gateway/carrier-a/+375291234567", "sofia/gateway/carrier-b/80291234567"],
    );
    assert.equal(bridges[1]?.leg["sip_h_Diversion"], `<sip:${main}@b.example>;reason=unconditional`);
    assert.equal(variables.get("callas_state"), "decided");
    assert.equal(variables.get("effective_caller_id_number"), "+375171110000");
  });

  test("decided: withheld, whatever the phone said; and shown, whatever it said", () => {
    const [withheld] = decided("80291234567", { privacy: true }).bridges;
    assert.equal(withheld?.leg["sip_from_uri"], "sip:anonymous@anonymous.invalid");
    assert.equal(withheld?.leg["sip_invite_domain"], "a.example");
    assert.equal(withheld?.leg["origination_privacy"], "screen:hide_number:hide_name");
    const shown = call("80291234567", { withheld: true, answer: variablesOf(answerOf(), asked("80291234567")) });
    assert.equal(shown.bridges[0]?.leg["origination_privacy"], "screen");
    assert.equal(shown.bridges[0]?.leg["sip_from_uri"], `sip:${main}@a.example`);
  });

  test("decided: refused, a colleague, a feature", () => {
    const nobody = { e164: null, country: null, digits: null };
    assert.equal(
      decided("80291234567", { callerId: null, decidedBy: { rule: "none" } }).bridges[0]?.to,
      "error/OUTGOING_CALL_BARRED",
    );
    const colleague = decided("202", {
      callerId: null,
      decidedBy: { rule: "internal" },
      destination: { kind: "internal", ...nobody },
      extension: "201",
    });
    assert.equal(colleague.bridges[0]?.to, "user/202@acme.example");
    assert.equal(colleague.variables.get("effective_caller_id_number"), "201");
    const feature = {
      callerId: null,
      decidedBy: { rule: "service_code" },
      destination: { kind: "service_code", ...nobody },
    } as const;
    assert.equal(decided("*100", feature).bridges[0]?.to, "error/NO_ROUTE_DESTINATION");
  });

  test("what is no number is left to others", () => {
    for (const dialled of ["ivan", "8029 123", evil, "", "80291234567|sofia/gateway/carrier-b/1", "1,2", "[a=b]1"])
      assert.equal(call(dialled).taken, false, dialled);
  });
});

describe("fusionpbx.xml", () => {
  const call = (
    dialled: string,
    options: { answer?: Readonly<Record<string, string>>; withheld?: boolean; kept?: string; user?: string } = {},
  ) => {
    const { answer = {}, withheld = false, kept = main, user = "false" } = options;
    const killed: string[] = [];
    const api = standardApi(new Map([["callas/acme~carrier-a", kept]]));
    const channel: Channel = {
      variables: new Map([["uuid", "5c0f5f4e"]]),
      globals: new Map([["callas_owner", "0123456789abcdef"]]),
      profile: { destination_number: dialled, privacy_hide_number: String(withheld), user_exists: user },
      api(name, argument) {
        if (name === "uuid_kill") killed.push(argument);
        return api(name, argument);
      },
      execute(application) {
        if (application !== "sleep") return;
        for (const [name, value] of Object.entries(answer)) channel.variables.set(name, value);
      },
    };
    const taken = runExtension(extensionOf("fusionpbx.xml"), channel);
    const of = (name: string) => channel.variables.get(name);
    return {
      taken,
      isEnded: killed.some((argument) => argument.startsWith("5c0f5f4e ")),
      seen: [
        of("outbound_caller_id_number"),
        of("outbound_caller_id_name"),
        of("nolocal:sip_from_uri"),
        of("nolocal:origination_privacy"),
      ],
    };
  };
  const hides = "screen:hide_number:hide_name";
  const anonymous = "sip:anonymous@anonymous.invalid";

  test("hands the outbound routes the number, and privacy", () => {
    const shown = variablesOf(answerOf({ callerId: "+375171110000" }), asked("80291234567"));
    assert.deepEqual(call("80291234567", { answer: shown }).seen, [
      "+375171110000",
      "_undef_",
      "sip:+375171110000@a.example",
      "screen",
    ]);
    const withheld = variablesOf(answerOf({ privacy: true }), asked("80291234567"));
    assert.deepEqual(call("80291234567", { answer: withheld }).seen, [main, "_undef_", anonymous, hides]);
    const refused = variablesOf(answerOf({ callerId: null, decidedBy: { rule: "none" } }), asked("80291234567"));
    assert.deepEqual(
      [shown, withheld, refused].map((answer) => call("80291234567", { answer }).isEnded),
      [false, false, true],
    );
  });

  test("without Callas: main as the phone wishes, no call without one, but an emergency call always", () => {
    const of = (number: string) => [number, "_undef_", `sip:${number}@pbx.example.com`, "screen"];
    assert.deepEqual(call("80291234567").seen, of(main));
    assert.deepEqual(call("80291234567", { withheld: true }).seen, [main, "_undef_", anonymous, hides]);
    assert.deepEqual(call("112", { withheld: true }).seen, of(main));
    assert.equal(call("80291234567", { kept: "" }).isEnded, true);
    assert.equal(call("112", { kept: "" }).isEnded, false);
    assert.equal(call("202", { user: "true" }).taken, false);
  });
});

describe("callas-curl.xml", () => {
  const call = (dialled: string, code: string, body: string, withheld = false) => {
    let to: Bridge | undefined;
    let url = "";
    const channel: Channel = {
      variables: new Map([["sip_auth_username", "ivan-desk"]]),
      globals: new Map([...settings, ["callas_key", "KEY"], ["callas_main", main]]),
      profile: { destination_number: dialled, privacy_hide_number: String(withheld) },
      api: standardApi(new Map()),
      execute(application, data) {
        if (application === "curl") {
          url = data;
          channel.variables.set("curl_response_code", code);
          channel.variables.set("curl_response_data", body);
        }
        if (application === "bridge") [to] = bridgesOf(data);
      },
    };
    runExtension(extensionOf("callas-curl.xml"), channel);
    return { url, to: to!.to, from: to!.leg["sip_from_uri"] };
  };

  test("asks for the number, and shows it; an error shows main; 204 refuses, but never an emergency call", () => {
    const { url, ...shown } = call("80291234567", "200", "+375171110000");
    assert.equal(
      url,
      "http://127.0.0.1:8481/api/v1/decision?form=number&company=acme&trunk=carrier-a&line=ivan-desk&dialled=80291234567" +
        " append_headers 'Authorization: Bearer KEY' get",
    );
    assert.deepEqual(shown, { to: "sofia/gateway/carrier-a/80291234567", from: "sip:+375171110000@pbx.example.com" });
    for (const code of ["0", "404", "503", "504"])
      assert.equal(call("80291234567", code, "error|line_unknown").from, `sip:${main}@pbx.example.com`);
    assert.equal(call("80291234567", "200", "<html>2026</html>").to, "error/NORMAL_TEMPORARY_FAILURE");
    assert.equal(call("80291234567", "204", "").to, "error/OUTGOING_CALL_BARRED");
    assert.equal(call("80291234567", "204", "", true).to, "error/OUTGOING_CALL_BARRED");
    assert.deepEqual(
      { ...call("112", "204", ""), url: "" },
      { url: "", to: "sofia/gateway/carrier-a/112", from: undefined },
    );
    assert.equal(call("80291234567", "200", main, true).from, "sip:anonymous@anonymous.invalid");
  });
});
