/** The office of pbx/kamailio/example: transports, passwords, two trunks, SIM cards, forwards that go round, signatures. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createPublicKey, verify } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { startService, type Service } from "../../lab/calls/callas.ts";
import { openCarrier, type Carrier } from "../../lab/calls/carrier.ts";
import { PATIENT, startKamailio, type Kamailio } from "../../lab/calls/kamailio.ts";
import { openPhone } from "../../lab/calls/phone.ts";
import { freePort } from "../../lab/calls/ports.ts";
import { compose, openPeer, sdp, uriOf, type SipMessage } from "../../lab/calls/sip.ts";
import { eventually } from "../../lab/eventually.ts";
import type { Decision } from "../../src/decide/decision.ts";
import { numbers, setUpCompanies, subscribers, traces } from "./company.ts";
import { assertCarrierKnows, assertPhoneKnowsItself } from "./known-names.ts";
import { assertNoTrace } from "./no-trace.ts";

/** Addresses of this machine, each of another carrier. */
const SIM_OPERATOR = "127.0.0.2";
const OTHER_CARRIER = "127.0.0.3";

describe("the office", () => {
  let folder: string;
  let first: Carrier;
  let second: Carrier;
  let kamailio: Kamailio;
  let service: Service;
  let tlsPort: number;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "callas-office-"));
    const subject = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=office.example";
    const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
    execFileSync("openssl", [...subject.split(" "), ...files], { stdio: "ignore" });
    first = await openCarrier((number) => {
      if (number.endsWith("1503")) return { refuse: "503 Service Unavailable" };
      return number.endsWith("1000") ? "silent" : "answer";
    });
    second = await openCarrier();
    tlsPort = await freePort();
    kamailio = await startKamailio({
      trunk: `127.0.0.1:${first.port}`,
      secondTrunk: `127.0.0.1:${second.port}`,
      subscribers: Object.values(subscribers),
      directory: [
        ["sim", SIM_OPERATOR, "acmecorp"],
        ["inbound", OTHER_CARRIER, "carrier-a"],
        ["did", numbers.sales, `${subscribers.olga.line}@${subscribers.olga.domain}`],
      ],
      settings: {
        ...PATIENT,
        OFFICE_TRUNK_WAIT: 2_000,
        OFFICE_TRUNKS_IN_CALLAS: "",
        OFFICE_TLS: `tls:127.0.0.1:${tlsPort}`,
        OFFICE_TLS_KEY: `"${folder}/key.pem"`,
        OFFICE_TLS_CERTIFICATE: `"${folder}/cert.pem"`,
        OFFICE_SIGN_KEY: `"${folder}/key.pem"`,
        OFFICE_SIGN_URL: '"https://cert.example/office.crt"',
      },
    });
    service = await startService([`127.0.0.1:${kamailio.evapiPort}`]);
    await setUpCompanies(service);
    await service.put("/trunks/carrier-a", { name: "A", domain: "a.example", identity: "both" });
    await service.put("/trunks/carrier-b", { name: "B", domain: "b.example", shown: { form: "digits" } });
    await eventually("the connection", async () => ((await kamailio.hasCallas()) ? true : undefined));
  });
  after(async () => {
    await service?.stop();
    await kamailio?.stop();
    await first?.close();
    await second?.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const transport of ["udp", "tcp", "tls"] as const) {
    test(`a phone over ${transport}: registers, calls, is asked within the call, and is hung up on`, async () => {
      const port = transport === "tls" ? tlsPort : kamailio.port;
      const phone = await openPhone(subscribers.ivanDesk, port, transport);
      try {
        assert.equal((await phone.register()).status, 200);
        const called = `+37529700${{ udp: 1, tcp: 2, tls: 3 }[transport]}001`;
        const call = await phone.call({ dialled: called });
        assert.equal((await call.final()).status, 200);
        await call.ack();
        const invite = await first.invite(called);
        assert.equal((await first.within(invite, "INVITE", sdp(5_000))).status, 200);
        assert.equal((await call.within("INVITE", sdp(4_000))).status, 200);
        assert.equal((await first.within(invite, "BYE")).status, 200);
        assertCarrierKnows(first.call(invite), `sip:${numbers.ivan}@a.example`, `sip:${called}@a.example`);
        assertNoTrace(first.call(invite), traces);
        assertPhoneKnowsItself(call);
      } finally {
        await phone.close();
      }
    });
  }

  test("an INVITE that someone overheard is not accepted again", async () => {
    const phone = await openPhone(subscribers.ivanDesk, kamailio.port);
    const thief = await openPeer();
    try {
      const call = await phone.call({ dialled: "+375297002001" });
      assert.equal((await call.final()).status, 200);
      await call.ack();
      assert.equal((await call.within("BYE")).status, 200);
      const calls = first.calls();
      const sniffed = call
        .sent()
        .replaceAll(call.callId, "stolen")
        .replace(/^Via: .*$/m, `Via: SIP/2.0/UDP 127.0.0.1:${thief.port};branch=z9hG4bKstolen`);
      for (const message of [sniffed, sniffed.replace(/, qop=.*$/m, "").replaceAll("stolen", "stolen2")]) {
        const callId = /^Call-ID: (.*)$/m.exec(message)?.[1]?.trim();
        thief.send(message, kamailio.port);
        const reply = await thief.wait("the refusal", (m) => m.header("Call-ID") === callId && m.status >= 200);
        assert.equal(reply.status, 407);
      }
      assert.deepEqual(first.calls(), calls);
    } finally {
      await phone.close();
      await thief.close();
    }
  });

  for (const [dialled, why, privacy] of [
    ["+375297001503", "refuses", false],
    ["+375297011503", "refuses a call whose number is withheld", true],
    ["+375297001000", "is silent", false],
  ] as const) {
    test(`the first trunk ${why}: the second one gets the call in its own form, and no trace of the phone`, async () => {
      const phone = await openPhone(subscribers.ivanDesk, kamailio.port);
      try {
        const call = await phone.call({
          dialled,
          from: '"Bank" <sip:+375172189898@bank.example>',
          headers: ["Remote-Party-ID: <sip:bank@x.example>", ...(privacy ? ["Privacy: id"] : [])],
        });
        assert.equal((await call.final()).status, 200);
        await call.ack();
        const invite = await second.invite(dialled);
        assert.equal((await call.within("BYE")).status, 200);
        const own = `sip:${numbers.ivan.slice(1)}@b.example`;
        const shown = privacy ? "sip:anonymous@anonymous.invalid" : own;
        assertCarrierKnows(second.call(invite), shown, `sip:${dialled}@b.example`);
        assert.deepEqual(invite.headers("P-Asserted-Identity"), [`<${own}>`]);
        assert.deepEqual(invite.headers("Privacy"), privacy ? ["id"] : []);
        assertNoTrace(second.call(invite), new RegExp(`${traces.source}|bank`, "i"));
      } finally {
        await phone.close();
      }
    });
  }

  /** An INVITE of a carrier at an address of its own, and the final reply to it. */
  const fromCarrier = async (address: string, user: string, asserted: string): Promise<SipMessage> => {
    const peer = await openPeer(undefined, address);
    try {
      const callId = `from-carrier-${peer.port}`;
      const invite = compose(
        [
          `INVITE sip:${user}@127.0.0.1:${kamailio.port} SIP/2.0`,
          `Via: SIP/2.0/UDP ${address}:${peer.port};branch=z9hG4bK${peer.port};rport`,
          `From: <sip:+375172189898@carrier.example>;tag=carrier`,
          `To: <sip:${user}@127.0.0.1>`,
          `Call-ID: ${callId}`,
          "CSeq: 1 INVITE",
          "Max-Forwards: 70",
          `Contact: <sip:carrier@${address}:${peer.port}>`,
          `P-Asserted-Identity: <${asserted}>`,
        ],
        sdp(peer.port),
      );
      const isFinal = (m: SipMessage): boolean => m.header("Call-ID") === callId && m.status >= 200;
      peer.send(invite, kamailio.port);
      peer.insist(invite, kamailio.port, () => peer.received.some((m) => m.header("Call-ID") === callId));
      return await peer.wait("the final reply", isFinal);
    } finally {
      await peer.close();
    }
  };
  const sim = subscribers.ivanSim.line;

  test("a corporate SIM: its operator's asserted number is the line", async () => {
    for (const [dialled, asserted] of [
      ["+375297006001", `sip:${sim}@operator.example`],
      ["+375297006002", `sip:${sim.slice(1)}@operator.example;user=phone`],
      ["+375297006003", `tel:${sim}`],
    ] as const) {
      assert.equal((await fromCarrier(SIM_OPERATOR, dialled, asserted)).status, 200);
      const invite = await first.invite(dialled);
      assert.equal(uriOf(invite.header("From")), `sip:${numbers.ivanSim}@a.example`);
      assertNoTrace(first.call(invite), traces);
    }
  });
  test("from any other carrier it is not, nor is a phone that asserts it", async () => {
    const calls = first.calls();
    assert.equal((await fromCarrier(OTHER_CARRIER, "+375297006004", `sip:${sim}@operator.example`)).status, 404);
    assert.equal((await fromCarrier("127.0.0.1", "+375297006005", `sip:${sim}@operator.example`)).status, 404);
    assert.equal((await fromCarrier(SIM_OPERATOR, "+375297006006", "sip:bank@operator.example")).status, 404);
    assert.deepEqual(first.calls(), calls);
  });
  test("a number of the company rings, whoever calls", async () => {
    const olga = await openPhone(subscribers.olga, kamailio.port);
    try {
      assert.equal((await olga.register()).status, 200);
      assert.equal((await fromCarrier(OTHER_CARRIER, numbers.sales, "sip:+375172189898@carrier.example")).status, 200);
      await olga.peer.wait("the call", (m) => m.method === "INVITE");
    } finally {
      await olga.close();
    }
  });

  test("a phone that registers the address of a trunk: calls to it reach the phone", async () => {
    const petr = await openPhone(subscribers.petr, kamailio.port);
    const caller = await openPhone(subscribers.ivanDesk, kamailio.port);
    try {
      assert.equal((await petr.register(`<sip:+19005550000@127.0.0.1:${first.port}>`)).status, 200);
      const calls = first.calls();
      const call = await caller.call({ dialled: subscribers.petr.extension! });
      assert.equal((await call.final()).status, 200);
      await petr.peer.wait("the call", (m) => m.method === "INVITE");
      await call.ack();
      assert.deepEqual(first.calls(), calls);
    } finally {
      await petr.close();
      await caller.close();
    }
  });

  test("two phones that forward to each other: Max-Forwards ends it", async () => {
    const { petr, olga } = subscribers;
    const hops: number[] = [];
    const forwarding = async (own: typeof petr, other: typeof olga) => {
      const phone = await openPhone(own, kamailio.port);
      assert.equal((await phone.register()).status, 200);
      const seen = new Set<string>();
      const timer = setInterval(() => {
        for (const invite of phone.peer.received.filter(
          (m) => m.method === "INVITE" && !seen.has(m.header("Call-ID")),
        )) {
          seen.add(invite.header("Call-ID"));
          const left = Number(invite.header("Max-Forwards"));
          hops.push(left);
          void phone
            .call({ dialled: other.extension!, maxForwards: left, headers: ["Diversion: <sip:x@acmecorp.example>"] })
            .then((call) => call.final())
            .catch(() => undefined);
        }
      }, 10);
      return { phone, stop: () => clearInterval(timer) };
    };
    const one = await forwarding(petr, olga);
    const two = await forwarding(olga, petr);
    const caller = await openPhone(subscribers.ivanDesk, kamailio.port);
    try {
      const call = await caller.call({ dialled: petr.extension!, maxForwards: 6 });
      await call.final();
      const ended = (m: SipMessage) => m.status === 483;
      await Promise.race([one, two].map(({ phone }) => phone.peer.wait("the end of the loop", ended)));
      assert.deepEqual(hops, [5, 4, 3, 2, 1, 0]);
    } finally {
      for (const { phone, stop } of [one, two]) {
        stop();
        await phone.close();
      }
      await caller.close();
    }
  });

  test("signs who calls whom, as far as Callas attests it", async () => {
    const phone = await openPhone(subscribers.ivanDesk, kamailio.port);
    try {
      const called = "+375297004001";
      const call = await phone.call({ dialled: called, headers: ["Identity: forged"] });
      assert.equal((await call.final()).status, 200);
      await call.ack();
      assert.equal((await call.within("BYE")).status, 200);
      const invite = await first.invite(called);
      const [identity = "", ...more] = invite.headers("Identity");
      assert.deepEqual(more, []);
      assert.match(identity, /;info=<https:\/\/cert\.example\/office\.crt>;alg=ES256;ppt=["]?shaken/);
      const [head = "", payload = "", signature = ""] = identity.split(";")[0]!.split(".");
      const key = createPublicKey(await readFile(join(folder, "cert.pem")));
      const isTrue = verify(
        "sha256",
        Buffer.from(`${head}.${payload}`),
        { key, dsaEncoding: "ieee-p1363" },
        Buffer.from(signature, "base64url"),
      );
      assert.ok(isTrue);
      const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
      const body = { company: "acmecorp", line: subscribers.ivanDesk.line, dialled: called };
      const decision = await service.client.send<Decision>("POST", "/api/v1/decisions", { body });
      assert.equal(claims["attest"], decision.attestation);
      assert.equal(decision.attestation, "A");
      assert.deepEqual(claims["orig"], { tn: numbers.ivan.slice(1) });
      assert.deepEqual(claims["dest"], { tn: [called.slice(1)] });
    } finally {
      await phone.close();
    }
  });

  test("does not sign another number than the one that Callas attests", async () => {
    const trunk = { name: "B", domain: "b.example", shown: { form: "digits" } };
    const main = `/companies/acmecorp/numbers/${encodeURIComponent(numbers.main)}`;
    await service.put("/trunks/carrier-b", { ...trunk, accepts: "marked" });
    await service.put(main, { label: "main", trunks: ["carrier-b"] });
    const phone = await openPhone(subscribers.ivanDesk, kamailio.port);
    try {
      const dialled = "+375297021503";
      const call = await phone.call({ dialled });
      assert.equal((await call.final()).status, 200);
      await call.ack();
      const refused = await first.invite(dialled);
      assert.equal(refused.headers("Identity").length, 1);
      const invite = await second.invite(dialled);
      assert.equal(uriOf(invite.header("From")), `sip:${numbers.main.slice(1)}@b.example`);
      assert.deepEqual(invite.headers("Identity"), []);
      assert.equal((await call.within("BYE")).status, 200);
    } finally {
      await phone.close();
      await service.put(main, { label: "main", trunks: [] });
      await service.put("/trunks/carrier-b", trunk);
    }
  });

  test("without Callas: the table's main number, in the form of the trunk that gets the call", async () => {
    await eventually("the table", async () => await kamailio.table("row:acmecorp"));
    service.signal("SIGKILL");
    await eventually("Kamailio to notice", async () => ((await kamailio.hasCallas()) ? undefined : true));
    const phone = await openPhone(subscribers.ivanDesk, kamailio.port);
    try {
      for (const [dialled, carrier, shown] of [
        ["+375297005001", first, `sip:${numbers.main}@a.example`],
        ["+375297001503", second, `sip:${numbers.main.slice(1)}@b.example`],
      ] as const) {
        const calls = carrier.calls();
        const call = await phone.call({ dialled });
        assert.equal((await call.final()).status, 200);
        await call.ack();
        assert.equal((await call.within("BYE")).status, 200);
        const mine = carrier.received.filter((m) => !calls.has(m.header("Call-ID")));
        assertCarrierKnows(mine, shown, `sip:${dialled}@${carrier === first ? "a" : "b"}.example`);
        assertNoTrace(mine, traces);
      }
    } finally {
      await phone.close();
    }
  });
});
