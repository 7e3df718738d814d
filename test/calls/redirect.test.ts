/** The redirect server of pbx/redirect: a real Kamailio, a real Callas, and an SBC that asks. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { cp, mkdtemp, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { runKamailio, type KamailioProcess } from "../../lab/calls/kamailio-process.ts";
import { freePort } from "../../lab/calls/ports.ts";
import { startService, type Service } from "../../lab/calls/callas.ts";
import { openPeer, parseSip, replyTo, type SipMessage } from "../../lab/calls/sip.ts";
import { loadCompany } from "../../lab/companies/load-company.ts";
import { sampleCompany } from "../../lab/companies/sample-company.ts";
import { eventually } from "../../lab/eventually.ts";
import { numbers, setUpCompanies } from "./company.ts";
import { openSlowLink, type SlowLink } from "./slow-link.ts";
import { ackOf, openSbc, sbcs, startRedirect, type RedirectServer, type Sbc } from "./redirect-server.ts";

const PATIENT = { CALLAS_WAIT: 30_000 } as const;

async function setUp(service: Service): Promise<void> {
  await setUpCompanies(service);
  await service.put("/trunks/carrier-a", { name: "A", domain: "a.example", diversion: "both", displayName: "label" });
  await service.put("/trunks/marked", { name: "Marked", domain: "m.example", accepts: "marked" });
  await service.put("/trunks/carrier-b", {
    name: "B",
    domain: "b.example:5070",
    shown: { form: "digits" },
    called: { form: "national", country: "BY" },
    identity: "asserted",
  });
}

const paiOf = (number: string, name: string, domain = "a.example"): string => `"${name}" <sip:${number}@${domain}>`;

describe("with Callas", () => {
  let server: RedirectServer;
  let service: Service;
  const open: Sbc[] = [];
  const sbc = {} as Record<keyof typeof sbcs, Sbc>;

  before(async () => {
    server = await startRedirect(PATIENT);
    service = await startService([`127.0.0.1:${server.evapiPort}`]);
    await setUp(service);
    for (const [name, address] of Object.entries(sbcs)) {
      const opened = await openSbc(address, server.port);
      open.push(opened);
      sbc[name as keyof typeof sbcs] = opened;
    }
    await server.callasIsThere();
    await eventually("the trunks", async () =>
      (await sbc.twoTrunks.ask("80297771234")).status === 302 ? true : undefined,
    );
  });
  after(async () => {
    for (const each of open) await each.close();
    await service?.stop();
    await server?.stop();
  });

  test("shows the number of each rule", async () => {
    for (const [line, called, rule, number, name] of [
      ["ivanpetrov-desk", "80297771234", "employee", numbers.ivan, "ivan"],
      ["olgasidorova-desk", "80297771234", "department", numbers.sales, "sales"],
      ["petrsmirnov-desk", "80297771234", "main", numbers.main, "main"],
      ["ivanpetrov-desk", "810493012345678", "country", numbers.germany, "germany"],
      ["ivanpetrov-desk", "81074951234567", "prefix", numbers.moscow, "moscow"],
    ] as const) {
      const { status, reply, contacts } = await sbc.plain.ask(called, [], `<sip:${line}@acmecorp.example>`);
      assert.equal(status, 302, rule);
      assert.equal(reply.header("X-Callas-Rule"), rule);
      assert.equal(reply.header("X-Callas-Kind"), "external");
      assert.equal(reply.header("P-Asserted-Identity"), paiOf(number, name));
      assert.equal(reply.header("X-Callas-From"), paiOf(number, name));
      assert.equal(contacts.length, 1);
      assert.deepEqual(contacts[0]!.headers, { "P-Asserted-Identity": paiOf(number, name) });
    }
  });

  test("names the number called in the trunk's form, at the SBC's address or the trunk's", async () => {
    const [own] = (await sbc.plain.ask("8 (029) 777-12-34".replaceAll(" ", "%20"))).contacts;
    assert.equal(own!.uri, "sip:+375297771234@127.0.0.10:5060");
    assert.equal(own!.parameters, "");
    const { contacts, reply } = await sbc.twoTrunks.ask("tel:+375297771234");
    assert.deepEqual(
      contacts.map(({ uri, parameters }) => [uri, parameters]),
      [
        ["sip:+375297771234@a.example", ";q=1"],
        ["sip:80297771234@b.example:5070", ";q=0.9"],
      ],
    );
    assert.equal(contacts[1]!.headers["P-Asserted-Identity"], `<sip:${numbers.ivan.slice(1)}@b.example:5070>`);
    assert.equal(reply.header("P-Asserted-Identity"), paiOf(numbers.ivan, "ivan"));
  });

  test("tells trunks apart by tgrp where Contact is the SBC", async () => {
    const { contacts } = await sbc.groups.ask("80297771234");
    assert.deepEqual(
      contacts.map(({ uri }) => uri),
      [
        "sip:+375297771234;tgrp=carrier-a;trunk-context=a.example@sbc.example",
        "sip:80297771234;tgrp=carrier-b;trunk-context=b.example@sbc.example",
      ],
    );
  });

  test("leaves out a trunk that takes none of the company's numbers", async () => {
    const some = await sbc.namesTrunks.ask("80297771234", ["X-Callas-Trunks: marked,carrier-b,carrier-a"]);
    assert.deepEqual(
      some.contacts.map(({ uri, parameters }) => [uri, parameters]),
      [
        ["sip:80297771234@b.example:5070", ";q=1"],
        ["sip:+375297771234@a.example", ";q=0.9"],
      ],
    );
    assert.equal(some.reply.header("P-Asserted-Identity"), `<sip:${numbers.ivan.slice(1)}@b.example:5070>`);
    const none = await sbc.namesTrunks.ask("80297771234", ["X-Callas-Trunks: marked"]);
    assert.equal(none.status, 603);
    const emergency = await sbc.namesTrunks.ask("112", ["X-Callas-Trunks: marked"]);
    assert.equal(emergency.status, 302);
  });

  test("takes the trunk from the SBC's header, and the company from its domain", async () => {
    const named = await sbc.namesTrunks.ask("80297771234", ["X-Callas-Trunks: carrier-b"]);
    assert.equal(named.contacts[0]!.uri, "sip:80297771234@b.example:5070");
    // From stays the trunk's own account there.
    assert.deepEqual(named.reply.headers("X-Callas-From"), []);
    const unknown = await sbc.namesTrunks.ask("80297771234", ["X-Callas-Trunks: carrier-x"]);
    assert.deepEqual([unknown.status, unknown.reply.header("X-Callas-Code")], [500, "trunk_unknown"]);
    assert.match(unknown.reply.header("Reason"), /trunk_unknown/);
    const bare = await sbc.byDomain.ask("80297771234", [], "<sip:annakuznetsova-desk@bare.example>");
    assert.equal(bare.status, 603);
    assert.match(bare.reply.header("Reason"), /no number may be shown/);
    assert.deepEqual(bare.contacts, []);
    const elsewhere = await sbc.byDomain.ask("80297771234", [], "<sip:annakuznetsova-desk@elsewhere.example>");
    assert.equal(elsewhere.status, 403);
  });

  test("believes P-Asserted-Identity before From", async () => {
    const { reply } = await sbc.plain.ask("80297771234", [
      'P-Asserted-Identity: "Olga, Sales" <sip:olgasidorova-desk@acmecorp.example>, <tel:+1>',
    ]);
    assert.equal(reply.header("X-Callas-Rule"), "department");
    const sim = await sbc.plain.ask("80297771234", ["P-Asserted-Identity: <tel:+375291112233>"]);
    assert.equal(sim.reply.header("P-Asserted-Identity"), paiOf(numbers.ivanSim, "ivanSim"));
  });

  test("keeps the number from the callee where it is withheld", async () => {
    for (const [headers, from, called] of [
      [["Privacy: id"], undefined, "80297771234"],
      [[], undefined, "*31%2380297771234"],
      [
        ["P-Asserted-Identity: <sip:ivanpetrov-desk@x>"],
        '"Anonymous" <sip:anonymous@anonymous.invalid>',
        "80297771234",
      ],
    ] as const) {
      const { status, reply, contacts } = await sbc.plain.ask(called, headers, from);
      assert.equal(status, 302);
      assert.deepEqual(contacts[0]!.headers, {
        "P-Asserted-Identity": `<sip:${numbers.ivan}@a.example>`,
        Privacy: "id",
      });
      assert.equal(reply.header("Privacy"), "id");
      assert.equal(reply.header("X-Callas-From"), '"Anonymous" <sip:anonymous@anonymous.invalid>');
      assert.equal(contacts[0]!.uri, "sip:+375297771234@127.0.0.10:5060");
    }
  });

  test("reads who forwarded a call, and why", async () => {
    const caller = "P-Asserted-Identity: <sip:+4930123456@carrier.example>";
    for (const [header, reason, cause] of [
      ["Diversion: <sip:ivanpetrov-desk@acmecorp.example>;reason=user-busy;counter=1", "user-busy", 486],
      [
        'Diversion: "Ivan" <sip:ivanpetrov-desk@x>;privacy=off;reason="no-answer", <sip:b@x>;reason=unknown',
        "no-answer",
        408,
      ],
      ["Diversion: <tel:ivanpetrov-desk>;reason=follow-me", "unknown", 404],
      ["History-Info: <sip:ivanpetrov-desk@x>;index=1, <sip:8029@x;cause=302>;index=1.1;mp=1", "unconditional", 302],
      [
        'History-Info: "A, B" <sip:first@x>;index=1, <sip:ivanpetrov-desk@x;cause=302>;index=1.1;mp=1,\r\n <sip:8029@x;cause=486>;index=1.1.1;mp=1.1, <sip:8029@y>;index=1.1.1.1;rc=1.1.1',
        "user-busy",
        486,
      ],
      [
        "History-Info: <sip:ivanpetrov-desk@x?Reason=SIP%3Bcause%3D408%3Btext%3D%22x%22>;index=1\r\nHistory-Info: <sip:8029@x>;index=1.1",
        "no-answer",
        408,
      ],
    ] as const) {
      const { status, reply, contacts } = await sbc.plain.ask("80297771234", [caller, header]);
      assert.equal(status, 302, header);
      const diversion = `<sip:${numbers.ivan}@a.example>;reason=${reason}`;
      assert.equal(reply.header("Diversion"), diversion, header);
      assert.equal(contacts[0]!.headers["Diversion"], diversion);
      assert.match(
        reply.header("History-Info"),
        new RegExp(`^<sip:\\${numbers.ivan}@a.example>;index=1, <sip:.*;cause=${cause}>`),
      );
      assert.equal(contacts[0]!.headers["History-Info"], reply.header("History-Info"));
    }
    const plain = await sbc.plain.ask("80297771234", ["History-Info: <sip:8029@x>;index=1"]);
    assert.deepEqual(plain.reply.headers("Diversion"), []);
  });

  test("always lets an emergency call go on", async () => {
    const { status, reply, contacts } = await sbc.plain.ask("112", ["Privacy: id"]);
    assert.deepEqual([status, reply.header("X-Callas-Rule")], [302, "emergency"]);
    assert.equal(contacts[0]!.uri, "sip:112@127.0.0.10:5060");
    assert.equal(contacts[0]!.headers["P-Asserted-Identity"], paiOf(numbers.emergency, "emergency"));
    assert.deepEqual(reply.headers("Privacy"), []);
    const urn = await sbc.plain.ask("urn:service:sos.fire");
    assert.equal(urn.contacts[0]!.uri, "sip:112@127.0.0.10:5060");
    // A company without a number.
    const bare = await sbc.byDomain.ask("112", [], "<sip:annakuznetsova-desk@bare.example>");
    assert.equal(bare.status, 302);
    assert.equal(bare.contacts[0]!.uri, `sip:112@${sbcs.byDomain}:${sbc.byDomain.peer.port}`);
    assert.deepEqual(bare.contacts[0]!.headers, {});
    const trunk = await sbc.namesTrunks.ask("112", ["X-Callas-Trunks: carrier-x"]);
    assert.deepEqual([trunk.status, trunk.reply.header("X-Callas-Code")], [302, "trunk_unknown"]);
  });

  test("gives extensions and codes back to the SBC, and does not answer them again", async () => {
    for (const [called, kind, user] of [
      ["620202", "internal", "620202"],
      ["*100%23", "service_code", "*100%23"],
    ] as const) {
      const { status, reply, contacts } = await sbc.plain.ask(called);
      assert.equal(status, 302);
      assert.equal(reply.header("X-Callas-Kind"), kind);
      assert.deepEqual(reply.headers("P-Asserted-Identity"), []);
      assert.equal(contacts[0]!.uri, `sip:${user}@127.0.0.10:5060;callas=asked`);
      const again = await sbc.plain.ask(contacts[0]!.uri);
      assert.equal(again.status, 482);
    }
    const internal = await sbc.twoTrunks.ask("620202");
    assert.equal(internal.reply.header("X-Callas-Extension"), "620201");
    assert.equal(internal.contacts[0]!.uri, `sip:620202@${sbcs.twoTrunks}:${sbc.twoTrunks.peer.port};callas=asked`);
  });

  test("says what cannot be called", async () => {
    for (const [called, status, why] of [
      ["hello", 484, /not a number/],
      ["1".repeat(600), 484, /dialled_too_long/],
    ] as const) {
      const { reply } = await sbc.plain.ask(called);
      assert.equal(reply.status, status);
      assert.match(reply.header("Reason"), why);
    }
  });

  test("asks for patience where a company has used up its quota, without filling the log", async () => {
    const before = server.log().length;
    const setQuotas = (body: object, ifMatch: string) =>
      service.client.send<{ revision: number }>("PUT", "/api/v1/companies/acmecorp/quotas", { body, ifMatch });
    const { revision } = await setQuotas({ decisionsPerSecond: 1 }, '"0"');
    try {
      const refused = await eventually("a refusal", async () => {
        const asked = await Promise.all(Array.from({ length: 20 }, () => sbc.plain.ask("80297771234")));
        return asked.find(({ status }) => status !== 302);
      });
      const told = (name: string) => refused.reply.header(name);
      assert.deepEqual([refused.status, told("X-Callas-Code"), told("Retry-After")], [503, "quota_exceeded", "1"]);
      assert.match(told("Reason"), /cause=503;text="quota_exceeded"/);
      const emergencies = await Promise.all(Array.from({ length: 20 }, () => sbc.plain.ask("112")));
      for (const { status, reply } of emergencies)
        assert.deepEqual([status, reply.header("X-Callas-Rule")], [302, "emergency"]);
    } finally {
      await setQuotas({}, `"${revision}"`);
    }
    await eventually("a call", async () => ((await sbc.plain.ask("80297771234")).status === 302 ? true : undefined));
    await sbc.namesTrunks.ask("80297771234", ["X-Callas-Trunks: carrier-x"]);
    const since = () => server.log().slice(before);
    await eventually("another error in the log", () => since().includes("trunk_unknown") || undefined);
    assert.doesNotMatch(since(), /quota_exceeded/);
  });

  test("escapes what the number is called", async () => {
    const LABELLED = "+375171119999";
    const label = `A&B "q" \\ ?=%25+; Минск, <x>`;
    await loadCompany(
      service.client,
      "labels",
      sampleCompany({
        numbers: [{ number: LABELLED, label }],
        employees: [{ id: "olga", name: "Olga", lines: "desk_phone olgasidorova-desk" }],
      }),
    );
    const found = await eventually("the company", async () => {
      const asked = await sbc.labels.ask("80297771234", [], "<sip:olgasidorova-desk@acmecorp.example>");
      return asked.status === 302 ? asked : undefined;
    });
    const wire = found.reply.header("P-Asserted-Identity");
    assert.equal(
      Buffer.from(wire, "latin1").toString(),
      `"A&B \\"q\\" \\\\ ?=%25+; Минск, <x>" <sip:${LABELLED}@a.example>`,
    );
    const escaped = /\?([^>]*)>/.exec(found.reply.header("Contact"))![1]!;
    // RFC 3261, 25.1: hvalue.
    assert.match(escaped, /^P-Asserted-Identity=(?:[A-Za-z0-9\-_.!~*'()[\]/?:+$]|%[0-9A-Fa-f]{2})+$/);
    assert.equal(found.contacts[0]!.headers["P-Asserted-Identity"], Buffer.from(wire, "latin1").toString());
  });

  test("lets nobody in who is not listed", async () => {
    const { status, contacts } = await sbc.stranger.ask("80297771234", [
      "X-Callas-Trunks: carrier-a",
      `P-Asserted-Identity: <sip:ivanpetrov-desk@acmecorp.example>`,
      "Via: SIP/2.0/UDP 127.0.0.10:5060;branch=z9hG4bKfake",
    ]);
    assert.deepEqual([status, contacts], [403, []]);
    const asked = await server.counter("asked");
    const options = sbc.stranger.request("OPTIONS", "sip:redirect.example");
    sbc.stranger.peer.send(options, server.port);
    await sbc.stranger.peer.wait("403", (m) => m.of === "OPTIONS" && m.status === 403);
    assert.equal(await server.counter("asked"), asked);
  });

  test("answers probes, and what it does not do", async () => {
    for (const [method, status, extra] of [
      ["OPTIONS", 200, []],
      ["REGISTER", 405, []],
      ["SUBSCRIBE", 405, ["Event: presence"]],
      ["MESSAGE", 405, []],
      ["CANCEL", 481, []],
    ] as const) {
      const request = sbc.plain.request(method, "sip:redirect.example", extra);
      const callId = /^Call-ID: (.*)\r$/m.exec(request)![1]!;
      sbc.plain.peer.send(request, server.port);
      const reply = await sbc.plain.peer.wait(method, (m) => m.header("Call-ID") === callId);
      assert.equal(reply.status, status, method);
      if (status !== 481) assert.match(reply.header("Allow"), /INVITE/);
    }
    const within = sbc.plain
      .request("INVITE", "sip:80297771234@redirect.example")
      .replace(/^(To: .*)\r$/m, "$1;tag=x\r");
    sbc.plain.peer.send(within, server.port);
    const callId = /^Call-ID: (.*)\r$/m.exec(within)![1]!;
    assert.equal((await sbc.plain.peer.wait("481", (m) => m.header("Call-ID") === callId)).status, 481);
  });

  test("survives what is malformed", async () => {
    const good = sbc.plain.request("INVITE", "sip:80297771234@redirect.example");
    const broken = [
      good.slice(0, 120),
      good.replace(/^Call-ID: .*\r\n/m, ""),
      good.replace(/^CSeq: .*\r$/m, "CSeq: one INVITE\r"),
      good.replace(/^From: .*\r$/m, "From: <<>;tag=\r"),
      good.replace(/^Content-Length: .*\r$/m, "Content-Length: 9999\r"),
      good.replace("sip:80297771234@redirect.example SIP", ":::: SIP"),
      "\0\0\0\0",
    ];
    for (const each of broken) sbc.plain.peer.send(each, server.port);
    for (const headers of [
      ["P-Asserted-Identity: <sip:>"],
      ["P-Asserted-Identity: ,,,"],
      ["Diversion: <<<>>;reason="],
      ["History-Info: ,,,;cause=,"],
      [`History-Info: ${"<sip:a@x;cause=302>;index=1,".repeat(500)}`],
      ["Privacy: ;;;"],
    ]) {
      const { status } = await sbc.plain.ask("80297771234", headers);
      assert.equal(status, 302, headers[0]!);
    }
    assert.doesNotMatch(server.log(), /segfault|core dumped|signal 11/i);
  });

  test("asks once for a call that is sent again, and forgets one that is cancelled", async () => {
    const before = await server.counter("asked");
    const invite = sbc.plain.request("INVITE", "sip:80297771234@redirect.example");
    const callId = /^Call-ID: (.*)\r$/m.exec(invite)![1]!;
    for (let i = 0; i < 5; i++) sbc.plain.peer.send(invite, server.port);
    const reply = await sbc.plain.peer.wait("302", (m) => m.header("Call-ID") === callId && m.status === 302);
    sbc.plain.peer.send(invite, server.port);
    await eventually("the answer again", () =>
      sbc.plain.peer.received.filter((m) => m.header("Call-ID") === callId && m.status === 302).length > 1
        ? true
        : undefined,
    );
    assert.equal(await server.counter("asked"), before + 1);
    sbc.plain.peer.send(ackOf(invite, reply), server.port);

    service.signal("SIGSTOP");
    try {
      const second = sbc.plain.request("INVITE", "sip:80297771234@redirect.example");
      const id = /^Call-ID: (.*)\r$/m.exec(second)![1]!;
      sbc.plain.peer.send(second, server.port);
      await eventually("the question", async () => ((await server.counter("asked")) === before + 2 ? true : undefined));
      const cancel = second.replace(/^INVITE /, "CANCEL ").replace(/^CSeq: .*\r$/m, "CSeq: 1 CANCEL\r");
      sbc.plain.peer.send(cancel, server.port);
      const of = (method: string) =>
        sbc.plain.peer.wait(method, (m) => m.header("Call-ID") === id && m.of === method && m.status >= 200);
      assert.equal((await of("CANCEL")).status, 200);
      const cancelled = await of("INVITE");
      assert.equal(cancelled.status, 487);
      sbc.plain.peer.send(ackOf(second, cancelled), server.port);
    } finally {
      service.signal("SIGCONT");
    }
    await eventually("a call", async () => ((await sbc.plain.ask("80297771234")).status === 302 ? true : undefined));
  });

  test("speaks TCP too", async () => {
    const socket = connect({ port: server.port, host: "127.0.0.1", localAddress: sbcs.plain });
    await once(socket, "connect");
    const { port } = socket.address() as { port: number };
    const invite = sbc.plain
      .request("INVITE", "sip:80297771234@redirect.example")
      .replace(/^Via: SIP\/2.0\/UDP [^;]*/m, `Via: SIP/2.0/TCP ${sbcs.plain}:${port}`);
    let text = "";
    socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
    socket.write(invite);
    const reply = await eventually("302", () => {
      const at = text.indexOf("SIP/2.0 302");
      return at >= 0 && text.slice(at).includes("\r\n\r\n") ? parseSip(text.slice(at)) : undefined;
    });
    assert.equal(reply.header("P-Asserted-Identity"), paiOf(numbers.ivan, "ivan"));
    socket.destroy();
  });

  test("answers 200 INVITEs at once", async () => {
    const asked = await Promise.all(
      Array.from({ length: 200 }, (_, i) => sbc.plain.ask(`8029${String(7_000_000 + i)}`)),
    );
    for (const [i, { status, contacts }] of asked.entries()) {
      assert.equal(status, 302);
      assert.equal(contacts[0]!.uri, `sip:+37529${7_000_000 + i}@127.0.0.10:5060`);
      assert.equal(contacts[0]!.headers["P-Asserted-Identity"], paiOf(numbers.ivan, "ivan"));
    }
  });
});

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

describe("without Callas", () => {
  const LONGEST_WAIT = 300;
  let server: RedirectServer;
  let service: Service;
  let link: SlowLink;
  let sbc: Sbc;

  before(async () => {
    server = await startRedirect();
    link = await openSlowLink(server.evapiPort);
    service = await startService([`127.0.0.1:${link.port}`]);
    await setUp(service);
    sbc = await openSbc(sbcs.plain, server.port);
  });
  after(async () => {
    await sbc?.close();
    await service?.stop();
    await link?.close();
    await server?.stop();
  });

  /** Half of the calls are answered in time; what a busy machine adds is measured beside it, as the time of a refusal. */
  async function unanswered(count: number): Promise<void> {
    const waited: number[] = [];
    const trips: number[] = [];
    for (let i = 0; i < count; i++) {
      trips.push((await sbc.ask("sip:1@x;callas=asked")).waited);
      const asked = await sbc.ask("80297771234");
      assert.equal(asked.status, 503);
      assert.deepEqual(asked.contacts, []);
      waited.push(asked.waited);
      for (const called of ["112", "0112", "urn:service:sos"]) {
        const emergency = await sbc.ask(called);
        assert.equal(emergency.status, 302, called);
        assert.equal(emergency.contacts[0]!.uri, `sip:${called === "0112" ? called : "112"}@127.0.0.10:5060`);
        assert.deepEqual(emergency.contacts[0]!.headers, {});
        waited.push(emergency.waited);
      }
    }
    const most = LONGEST_WAIT + 4 * median(trips);
    assert.ok(median(waited) <= most, `${median(waited)} ms, not more than ${most} ms`);
  }
  const decides = () =>
    eventually("a decision", async () => ((await sbc.ask("80297771234")).status === 302 ? true : undefined));

  test("that has never been there", async () => {
    link.cut();
    await eventually("nobody", async () => ((await sbc.ask("80297771234")).status === 503 ? true : undefined));
    await unanswered(3);
    link.mend();
    await decides();
  });

  test("that is frozen, and thaws", async () => {
    await decides();
    service.signal("SIGSTOP");
    await unanswered(5);
    service.signal("SIGCONT");
    await decides();
  });

  test("that is slow", async () => {
    await decides();
    link.delay(1_000, true);
    await eventually("silence", async () => ((await sbc.ask("80297771234")).status === 503 ? true : undefined));
    await unanswered(4);
    link.delay(0);
    await decides();
  });

  test("that is killed, and comes back", async () => {
    await decides();
    service.signal("SIGKILL");
    await eventually("nobody", async () => ((await sbc.ask("80297771234")).status === 503 ? true : undefined));
    await unanswered(3);
    await service.revive();
    await decides();
  });

  test("200 INVITEs at once", async () => {
    await decides();
    service.signal("SIGSTOP");
    const asked = await Promise.all(
      Array.from({ length: 200 }, (_, i) => sbc.ask(i % 2 === 0 ? "112" : "80297771234")),
    );
    for (const [i, { status }] of asked.entries()) assert.equal(status, i % 2 === 0 ? 302 : 503);
    service.signal("SIGCONT");
    await decides();
  });
});

test("goes on by the table without Callas", async () => {
  const server = await startRedirect({}, "table");
  const service = await startService([`127.0.0.1:${server.evapiPort}`]);
  const [sbc, byDomain] = [await openSbc(sbcs.twoTrunks, server.port), await openSbc(sbcs.byDomain, server.port)];
  try {
    await setUp(service);
    await server.callasIsThere();
    const fromTable = (reply: SipMessage): boolean => reply.header("X-Callas-State") !== "decided";
    await eventually("a decision", async () => ((await sbc.ask("80297771234")).status === 302 ? true : undefined));
    service.signal("SIGSTOP");
    const external = await eventually("the table", async () => {
      const asked = await sbc.ask("80297771234", ["Privacy: id"]);
      return asked.status === 302 && fromTable(asked.reply) ? asked : undefined;
    });
    assert.equal(external.reply.header("X-Callas-Rule"), "main");
    assert.deepEqual(
      external.contacts.map(({ uri }) => uri),
      ["sip:+375297771234@a.example", "sip:80297771234@b.example:5070"],
    );
    for (const [at, identity] of [
      `<sip:${numbers.main}@a.example>`,
      `<sip:${numbers.main.slice(1)}@b.example:5070>`,
    ].entries()) {
      const { headers } = external.contacts[at]!;
      assert.ok(headers["P-Asserted-Identity"]!.endsWith(identity));
      assert.equal(headers["Privacy"], "id");
    }
    const emergency = await sbc.ask("112");
    assert.equal(emergency.status, 302);
    assert.ok(emergency.contacts[0]!.headers["P-Asserted-Identity"]!.endsWith(`<sip:${numbers.emergency}@a.example>`));
    const internal = await sbc.ask("620202");
    assert.match(internal.contacts[0]!.uri, /^sip:620202@127\.0\.0\.13:\d+;callas=asked$/);
    const bare = await byDomain.ask("80297771234", [], "<sip:annakuznetsova-desk@bare.example>");
    assert.equal(bare.status, 503);
    assert.equal((await byDomain.ask("112", [], "<sip:annakuznetsova-desk@bare.example>")).status, 302);
  } finally {
    await sbc.close();
    await byDomain.close();
    await service.stop();
    await server.stop();
  }
});

test("refuses more calls than it may ask about, but no emergency call", async () => {
  const server = await startRedirect({
    ...PATIENT,
    REDIRECT_LIMIT: '"0:TAILDROP:5"',
    REDIRECT_STRANGERS: '"drop"',
  });
  const service = await startService([`127.0.0.1:${server.evapiPort}`]);
  const sbc = await openSbc(sbcs.plain, server.port);
  const stranger = await openSbc(sbcs.stranger, server.port);
  try {
    await setUp(service);
    await server.callasIsThere();
    stranger.peer.send(stranger.request("OPTIONS", "sip:redirect.example"), server.port);
    const answers = await eventually("a refusal", async () => {
      const asked = await Promise.all(Array.from({ length: 40 }, (_, i) => sbc.ask(i < 30 ? "80297771234" : "112")));
      return asked.some(({ status }) => status === 503) ? asked : undefined;
    });
    for (const { status } of answers.slice(30)) assert.equal(status, 302);
    const refused = answers.find(({ status }) => status === 503)!.reply;
    assert.deepEqual([refused.header("X-Callas-Code"), refused.header("Retry-After")], ["overload", "1"]);
    await eventually("room again", async () => ((await sbc.ask("80297771234")).status === 302 ? true : undefined));
    assert.deepEqual(stranger.peer.received, []);
  } finally {
    await sbc.close();
    await stranger.close();
    await service.stop();
    await server.stop();
  }
});

for (const where of ["contact", "reply"] as const) {
  test(`writes the identity only into the ${where}`, async () => {
    const server = await startRedirect({ ...PATIENT, REDIRECT_IDENTITY: `"${where}"` });
    const service = await startService([`127.0.0.1:${server.evapiPort}`]);
    const sbc = await openSbc(sbcs.plain, server.port);
    try {
      await setUp(service);
      await server.callasIsThere();
      const { reply, contacts } = await eventually("the trunk", async () => {
        const asked = await sbc.ask("80297771234", ["Privacy: id"]);
        return asked.status === 302 ? asked : undefined;
      });
      const identity = `<sip:${numbers.ivan}@a.example>`;
      const names = ["P-Asserted-Identity", "Privacy", "X-Callas-From"];
      if (where === "contact") {
        assert.deepEqual(contacts[0]!.headers, { "P-Asserted-Identity": identity, Privacy: "id" });
        for (const name of names) assert.deepEqual(reply.headers(name), []);
      } else {
        assert.deepEqual(contacts[0]!.headers, {});
        assert.deepEqual(
          names.map((name) => reply.header(name)),
          [identity, "id", '"Anonymous" <sip:anonymous@anonymous.invalid>'],
        );
      }
    } finally {
      await sbc.close();
      await service.stop();
      await server.stop();
    }
  });
}

test("a Kamailio that follows the redirect shows the carrier the number", async () => {
  const server = await startRedirect(PATIENT);
  const service = await startService([`127.0.0.1:${server.evapiPort}`]);
  const carrier = await openPeer((message, self) => {
    if (message.method === "INVITE") self.send(replyTo(message, "486 Busy Here", "c"), inside);
  }, sbcs.plain);
  const folder = await mkdtemp(join(tmpdir(), "callas-sbc-"));
  const [inside, outside] = [await freePort(), await freePort()];
  const config = join(folder, "redirect-sbc.cfg");
  await cp(join(import.meta.dirname, "redirect-sbc.cfg"), config);
  const settings = [
    `#!define SBC_INSIDE udp:127.0.0.1:${inside}`,
    `#!define SBC_OUTSIDE udp:${sbcs.namesTrunks}:${outside}`,
    `#!define SBC_OUTSIDE_SOCKET "udp:${sbcs.namesTrunks}:${outside}"`,
    `#!define SBC_REDIRECT "sip:127.0.0.1:${server.port}"`,
  ];
  await writeFile(join(folder, "sbc-settings.cfg"), `${settings.join("\n")}\n`);
  const phone = await openSbc("127.0.0.1", inside);
  let kamailio: KamailioProcess | undefined;
  try {
    kamailio = await runKamailio(folder, config);
    await setUp(service);
    await service.put("/trunks/here", { name: "Here", domain: `${sbcs.plain}:${carrier.port}` });
    await server.callasIsThere();
    const claims = ["P-Asserted-Identity: <sip:ivanpetrov-desk@pbx.example>", "Privacy: id"];
    const invite = await eventually("a call", async () => {
      await phone.ask("80297771234", claims);
      return carrier.received.find(({ method }) => method === "INVITE");
    });
    const domain = `${sbcs.plain}:${carrier.port}`;
    assert.equal(invite.start, `INVITE sip:+375297771234@${domain} SIP/2.0`);
    assert.deepEqual(invite.headers("P-Asserted-Identity"), [`<sip:${numbers.ivan}@${domain}>`]);
    assert.deepEqual(invite.headers("Privacy"), ["id"]);
  } finally {
    await phone.close();
    await kamailio?.stop();
    await carrier.close();
    await service.stop();
    await server.stop();
  }
});
