/** callas-identity.cfg alone: each branch has the right identity, and keeps it within the call, with either store. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startService, type Service } from "../../lab/calls/callas.ts";
import { openCarrier, type Carrier, type Treatment } from "../../lab/calls/carrier.ts";
import { startIdentityKamailio, type Store } from "../../lab/calls/identity-kamailio.ts";
import type { KamailioProcess } from "../../lab/calls/kamailio-process.ts";
import { openPhone, type Call, type Dial, type Phone } from "../../lab/calls/phone.ts";
import { compose, openPeer, sdp, tagOf, uriOf, type SipMessage } from "../../lab/calls/sip.ts";
import { eventually } from "../../lab/eventually.ts";
import { numbers, setUpCompanies, subscribers } from "./company.ts";
import { assertCarrierKnows, assertPhoneKnowsItself } from "./known-names.ts";

const ivan = numbers.ivan;
const digits = (number: string) => number.replace("+", "");

/** What each carrier wants to see. */
const wanted = {
  a: {
    number: (number: string) => number,
    identity: (number: string) => `sip:${number}@a.example`,
    document: { name: "A", domain: "a.example", identity: "both", diversion: "both", displayName: "label" },
  },
  b: {
    number: digits,
    identity: (number: string) => `sip:${digits(number)}@b.example`,
    document: {
      name: "B",
      domain: "b.example",
      shown: { form: "digits" },
      called: { form: "digits" },
      diversion: "diversion",
    },
  },
} as const;

/** What becomes of a number's last four digits at each carrier. */
const treatments: Readonly<Record<string, Readonly<Record<"a" | "b", Treatment>>>> = {
  "1503": { a: { refuse: "503 Service Unavailable" }, b: "answer" },
  "1000": { a: "silent", b: "answer" },
  "1601": { a: "pick-up", b: "ring" },
  "1602": { a: "ring", b: "pick-up" },
  "1777": { a: "ring", b: "ring" },
  "1486": { a: { refuse: "486 Busy Here" }, b: { refuse: "404 Not Found" } },
};
const treat = (side: "a" | "b") => (number: string) => treatments[number.slice(-4)]?.[side] ?? "answer";

const claims = ["P-Asserted-Identity", "Privacy", "Diversion", "History-Info"] as const;

for (const store of ["dialog", "record-route"] satisfies readonly Store[]) {
  describe(`identities on branches, with the phone's names in the ${store}`, () => {
    let carriers: Readonly<Record<"a" | "b", Carrier>>;
    let kamailio: KamailioProcess & Readonly<{ port: number; evapiPort: number }>;
    let service: Service;
    let phone: Phone;
    let serial = 0;

    before(async () => {
      carriers = { a: await openCarrier(treat("a")), b: await openCarrier(treat("b")) };
      kamailio = await startIdentityKamailio(store, [carriers.a.port, carriers.b.port]);
      service = await startService([`127.0.0.1:${kamailio.evapiPort}`]);
      await setUpCompanies(service);
      await service.put("/trunks/carrier-a", wanted.a.document);
      await service.put("/trunks/carrier-b", wanted.b.document);
      phone = await openPhone({ ...subscribers.ivanSoft, password: "secret" }, kamailio.port);
      await connected();
    });
    after(async () => {
      await phone?.close();
      await service?.stop();
      await kamailio?.stop();
      await carriers?.a.close();
      await carriers?.b.close();
    });
    const connected = (): Promise<true> =>
      eventually("the connection", async () => ((await kamailio.hasCallas()) ? true : undefined));

    type Made = Readonly<{ call: Call; dialled: string; called: string }>;
    const dial = async (ending: string, more: Partial<Dial> = {}): Promise<Made> => {
      serial += 1;
      const rest = `29${String(serial).padStart(3, "0")}${ending}`;
      const call = await phone.call({ dialled: `80${rest}`, display: '"Ivan Petrov"', ...more });
      return { call, dialled: `80${rest}`, called: `+375${rest}` };
    };
    const inviteAt = (side: "a" | "b", { called }: Made): Promise<SipMessage> =>
      carriers[side].invite(wanted[side].number(called));

    type Identity = Readonly<{ from: string; claims: Readonly<Partial<Record<(typeof claims)[number], string>>> }>;
    const openly = (side: "a" | "b"): Identity => {
      // Carrier A wants the number's label beside it.
      const from = `${side === "a" ? '"ivan" ' : ""}<${wanted[side].identity(ivan)}>`;
      return { from, claims: { "P-Asserted-Identity": from } };
    };
    const anonymous = (side: "a" | "b"): Identity => ({
      from: '"Anonymous" <sip:anonymous@anonymous.invalid>',
      // Without the label, which is a name.
      claims: { "P-Asserted-Identity": `<${wanted[side].identity(ivan)}>`, Privacy: "id" },
    });

    const isConsistent = (side: "a" | "b", invite: SipMessage, made: Made, identity: Identity): void => {
      const messages = carriers[side].call(invite);
      const callee = `sip:${wanted[side].number(made.called)}@${side}.example`;
      assertCarrierKnows(messages, uriOf(identity.from), callee);
      for (const message of messages) assert.doesNotMatch(message.header("From") + message.header("To"), /Ivan/);
      assert.equal(messages[0]!.header("From").replace(/;tag=.*/, ""), identity.from);
      for (const name of claims)
        assert.deepEqual(
          messages[0]!.headers(name),
          identity.claims[name] === undefined ? [] : [identity.claims[name]],
        );
      for (const message of messages.slice(1).filter((m) => m.method !== "" && m.method !== "INVITE"))
        for (const name of claims) assert.deepEqual(message.headers(name), []);
    };

    /** Talks in both directions, hangs up, and looks at every message. */
    const talk = async (made: Made, side: "a" | "b", identity: Identity, who: "phone" | "carrier"): Promise<void> => {
      assert.equal((await made.call.final()).status, 200);
      await made.call.ack();
      const invite = await inviteAt(side, made);
      for (const method of ["INVITE", "UPDATE", "INFO"]) {
        const offer = method === "INVITE" ? sdp(4_000) : "";
        assert.equal((await made.call.within(method, offer)).status, 200);
        assert.equal((await carriers[side].within(invite, method, offer)).status, 200);
      }
      const bye = who === "phone" ? made.call.within("BYE") : carriers[side].within(invite, "BYE");
      assert.equal((await bye).status, 200);
      isConsistent(side, invite, made, identity);
      assertPhoneKnowsItself(made.call);
    };

    for (const who of ["phone", "carrier"] as const) {
      test(`one trunk, and the ${who} hangs up`, async () => {
        await talk(await dial("0001"), "a", openly("a"), who);
      });
      test(`the first trunk refuses, and the ${who} hangs up`, async () => {
        const made = await dial("1503");
        await talk(made, "b", openly("b"), who);
        isConsistent("a", await inviteAt("a", made), made, openly("a"));
      });
      test(`the first trunk is silent, and the ${who} hangs up`, async () => {
        await talk(await dial("1000", { headers: ["X-Impatient: yes"] }), "b", openly("b"), who);
      });
    }
    for (const [ending, first, second] of [
      ["1601", "a", "b"],
      ["1602", "b", "a"],
    ] as const) {
      test(`both trunks at once, and ${first} answers`, async () => {
        const made = await dial(ending, { headers: ["X-Fork: yes"] });
        await talk(made, first, openly(first), "phone");
        const lost = await inviteAt(second, made);
        await carriers[second].wait(
          "the CANCEL",
          (m) => m.method === "CANCEL" && m.header("Call-ID") === lost.header("Call-ID"),
        );
        isConsistent(second, lost, made, openly(second));
      });
    }
    test("withheld", async () => {
      await talk(await dial("0002", { headers: ["Privacy: id"] }), "a", anonymous("a"), "phone");
    });
    test("withheld, and the first trunk refuses", async () => {
      await talk(await dial("1503", { headers: ["Privacy: id"] }), "b", anonymous("b"), "carrier");
    });
    test("forwarded, in the form and with the header that each trunk wants", async () => {
      const forwarded = [
        "Diversion: <sip:bank@x.example>;reason=user-busy",
        "History-Info: <sip:bank@x.example>;index=1",
        "X-Reason: no-answer",
      ];
      const made = await dial("0003", { headers: forwarded });
      const history = `<sip:${ivan}@a.example>;index=1, <sip:${made.called}@a.example;cause=408>;index=1.1;mp=1`;
      const diversion = (side: "a" | "b") => `<${wanted[side].identity(ivan)}>;reason=no-answer`;
      const both = { Diversion: diversion("a"), "History-Info": history };
      await talk(made, "a", { ...openly("a"), claims: { ...openly("a").claims, ...both } }, "phone");
      const again = await dial("1503", { headers: forwarded });
      const one = { Diversion: diversion("b") };
      await talk(again, "b", { ...openly("b"), claims: { ...openly("b").claims, ...one } }, "phone");
    });
    test("asked for something and cancelled while it rings", async () => {
      const made = await dial("1777");
      await made.call.rung();
      for (const method of ["PRACK", "UPDATE"]) assert.equal((await made.call.within(method)).status, 200);
      assert.equal((await made.call.cancel()).status, 200);
      assert.equal((await made.call.final()).status, 487);
      const invite = await inviteAt("a", made);
      await carriers.a.wait("the ACK", (m) => m.method === "ACK" && m.header("Call-ID") === invite.header("Call-ID"));
      isConsistent("a", invite, made, openly("a"));
      assertPhoneKnowsItself(made.call);
    });
    test("refused by both: the phone gets the last one's answer", async () => {
      const made = await dial("1486");
      assert.equal((await made.call.final()).status, 404);
      for (const side of ["a", "b"] as const) isConsistent(side, await inviteAt(side, made), made, openly(side));
      assertPhoneKnowsItself(made.call);
    });
    test("a trunk without a number to show gets no call", async () => {
      await service.put("/trunks/carrier-a", { ...wanted.a.document, accepts: "marked" });
      try {
        const { call, called } = await dial("0004");
        assert.equal((await call.final()).status, 503);
        assert.ok(!carriers.a.received.some((m) => m.start.includes(called)));
      } finally {
        await service.put("/trunks/carrier-a", wanted.a.document);
      }
    });
    test("a trunk about which Callas was not asked gets no call", async () => {
      const { call, called } = await dial("0006", { headers: ["X-Trunks: carrier-b"] });
      assert.equal((await call.final()).status, 503);
      assert.ok(!carriers.a.received.some((m) => m.start.includes(called)));
    });
    test("a trunk that wants its own account in From", async () => {
      await service.put("/trunks/carrier-a", { ...wanted.a.document, identity: "asserted" });
      try {
        const identity = { ...openly("a"), from: "<sip:account@pbx.example>" };
        await talk(await dial("0005"), "a", identity, "carrier");
      } finally {
        await service.put("/trunks/carrier-a", wanted.a.document);
      }
    });
    test("what claims an identity is taken away however it is spelt, and what belongs to the call stays", async () => {
      const belongs = [
        "Geolocation: <https://location.example/1>",
        "Geolocation-Routing: yes",
        "Priority: emergency",
        "Resource-Priority: wps.3",
        "P-Charging-Vector: icid-value=1",
        "User-to-User: 56a3",
        "Session-ID: ab30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000",
        "Reason: Q.850;cause=16",
        "Referred-By: <sip:olga@acmecorp.example>",
        "X-Own: 1",
      ];
      const lies = [
        "P-Asserted-Identity: <sip:bank@x.example>",
        "p-asserted-identity : <tel:+375999999999>",
        "P-ASSERTED-IDENTITY:\r\n <sip:bank@x.example>",
        "P-Preferred-Identity\t: <sip:bank@x.example>",
        "Remote-Party-Id: <sip:bank@x.example>;party=calling",
        "Identity: bank",
        "y: bank",
        "n: <https://bank.example>",
        "Call-Info: <https://bank.example/icon.png>;purpose=icon",
        "P-Served-User: <sip:bank@x.example>",
        "P-Charge-Info: <sip:bank@x.example>",
        "Additional-Identity: <sip:bank@x.example>",
        "CC-Diversion: <sip:bank@x.example>",
        "Organization: bank",
        "Reply-To: <sip:bank@x.example>",
      ];
      const made = await dial("0006", {
        from: '"bank" <sip:+375999999999@bank.example>',
        headers: [...belongs, ...lies],
      });
      await talk(made, "a", openly("a"), "phone");
      const invite = await inviteAt("a", made);
      assert.doesNotMatch(invite.raw.replace(/^Contact:.*$/m, ""), /bank|375999999999/i);
      for (const line of belongs) assert.ok(invite.raw.includes(`\r\n${line}\r\n`), `${line}\n${invite.raw}`);
    });
    test("everything overtakes the ACK of the answer, which comes when the call is over", async () => {
      const made = await dial("0009");
      assert.equal((await made.call.final()).status, 200);
      const invite = await inviteAt("a", made);
      for (const method of ["PRACK", "UPDATE", "INFO", "OPTIONS"]) {
        assert.equal((await made.call.within(method)).status, 200);
        assert.equal((await carriers.a.within(invite, method)).status, 200);
      }
      assert.equal((await made.call.within("BYE")).status, 200);
      assert.equal((await carriers.a.within(invite, "BYE")).status, 200);
      assert.equal((await made.call.within("INFO")).status, 200);
      assert.equal((await carriers.a.within(invite, "INFO")).status, 200);
      await made.call.ack();
      await carriers.a.wait("the ACK", (m) => m.method === "ACK" && m.header("Call-ID") === invite.header("Call-ID"));
      isConsistent("a", invite, made, openly("a"));
      assertPhoneKnowsItself(made.call);
    });
    test("both sides ask at once, in whichever order Kamailio's processes take it", async () => {
      const talks = async (): Promise<void> => {
        const made = await dial("0010", { headers: ["Privacy: id"] });
        assert.equal((await made.call.final()).status, 200);
        const invite = await inviteAt("a", made);
        const asked = ["INVITE", "UPDATE", "INFO"].flatMap((method) => {
          const offer = method === "INVITE" ? sdp(4_000) : "";
          return [made.call.within(method, offer), carriers.a.within(invite, method, offer)];
        });
        await made.call.ack();
        const byes = [made.call.within("BYE"), carriers.a.within(invite, "BYE")];
        for (const reply of await Promise.all([...asked, ...byes])) assert.equal(reply.status, 200);
        isConsistent("a", invite, made, anonymous("a"));
        assertPhoneKnowsItself(made.call);
      };
      for (let i = 0; i < 10; i++) await Promise.all(Array.from({ length: 5 }, talks));
    });
    test("a re-INVITE is refused: Kamailio's own ACK has the names of the call", async () => {
      const made = await dial("0011");
      assert.equal((await made.call.final()).status, 200);
      await made.call.ack();
      const invite = await inviteAt("a", made);
      const refusal = ["X-Refuse: 488 Not Acceptable Here"];
      assert.equal((await made.call.within("INVITE", sdp(4_000), undefined, refusal)).status, 488);
      const again = carriers.a.call(invite).filter((m) => m.method === "INVITE")[1];
      await carriers.a.wait(
        "the ACK",
        (m) => m.method === "ACK" && m.header("Via").startsWith(again?.header("Via") ?? "none"),
      );
      assert.equal((await made.call.within("BYE")).status, 200);
      isConsistent("a", invite, made, openly("a"));
      assertPhoneKnowsItself(made.call);
    });
    test("a phone cannot write headers by way of a Route, and what cannot be read there changes nothing", async () => {
      const written = Buffer.from("sip:a@x.example|sip:b@x.example>\r\nX-Written: <").toString("base64url");
      // Several times, because each of Kamailio's processes has variables of its own.
      for (const [at, names] of Array.from({ length: 10 }, () => [written, "", "!", "A"])
        .flat()
        .entries()) {
        const callId = `written-${at}`;
        phone.peer.send(
          compose([
            `INFO sip:carrier@127.0.0.1:${carriers.a.port} SIP/2.0`,
            `Via: SIP/2.0/UDP 127.0.0.1:${phone.peer.port};branch=z9hG4bK${callId};rport`,
            `Route: <sip:127.0.0.1:${kamailio.port};lr;callas=own;callas_there=${names}>`,
            "From: <sip:c@x.example>;tag=own",
            "To: <sip:d@x.example>;tag=other",
            `Call-ID: ${callId}`,
            "CSeq: 1 INFO",
            "Max-Forwards: 70",
          ]),
          kamailio.port,
        );
        const info = await carriers.a.wait("the INFO", (m) => m.header("Call-ID") === callId);
        assert.deepEqual(info.headers("X-Written"), []);
        assert.equal(info.header("From"), "<sip:c@x.example>;tag=own");
      }
    });
    test("after Kamailio has restarted", async () => {
      const made = await dial("0007");
      assert.equal((await made.call.final()).status, 200);
      await made.call.ack();
      const invite = await inviteAt("a", made);
      // Else the carrier repeats its answer to a Kamailio that knows nothing of the INVITE.
      await carriers.a.wait("the ACK", (m) => m.method === "ACK" && m.header("Call-ID") === made.call.callId);
      await kamailio.restart();
      assert.equal((await made.call.within("INVITE", sdp(4_000))).status, 200);
      assert.equal((await carriers.a.within(invite, "INVITE", sdp(4_001))).status, 200);
      assert.equal((await made.call.within("BYE")).status, 200);
      isConsistent("a", invite, made, openly("a"));
      // With the dialog, the phone's own names are gone.
      if (store === "record-route") assertPhoneKnowsItself(made.call);
      await connected();
    });
    if (store === "dialog")
      test("Kamailio itself ends the call: each side by the names that it knows", async () => {
        // The dialog module sends no second BYE if the first one's answer overtakes it, so that this phone is silent.
        const silent = await openPeer();
        const made = await dial("0008", { contact: `<sip:ivanpetrov-soft@127.0.0.1:${silent.port}>` });
        assert.equal((await made.call.final()).status, 200);
        await made.call.ack();
        const invite = await inviteAt("a", made);
        const ids = [made.call.callId, tagOf(made.call.from), tagOf((await made.call.final()).header("To"))];
        await carriers.a.wait("the ACK", (m) => m.method === "ACK" && m.header("Call-ID") === made.call.callId);
        await eventually("the dialog's end", async () => {
          const answer = await kamailio.command("dlg.terminate_dlg", ...ids.map((id) => `s:${id}`));
          return answer?.startsWith("error") === false ? true : undefined;
        });
        const isBye = (m: SipMessage) => m.method === "BYE" && m.header("Call-ID") === made.call.callId;
        await carriers.a.wait("the BYE", isBye);
        await silent.wait("the BYE", isBye);
        await silent.close();
        isConsistent("a", invite, made, openly("a"));
        assertPhoneKnowsItself({ ...made.call, received: () => [...made.call.received(), ...silent.received] });
      });
  });
}
