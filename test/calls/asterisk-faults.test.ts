/** Asterisk with a Callas that is gone, hangs, is slow or says something else: every call shows main, none fails. */
import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { after, before, describe, test } from "node:test";
import { eventually } from "../../lab/eventually.ts";
import { openFaultyServer, type FaultyServer } from "../../lab/calls/faulty-server.ts";
import { openPhone, type Dial, type Phone } from "../../lab/calls/phone.ts";
import { freePort } from "../../lab/calls/ports.ts";
import type { SipMessage } from "../../lab/calls/sip.ts";
import { openOffice, phones, seen, showing, WAYS, type OfficeStage, type Way } from "./asterisk-stage.ts";
import { numbers, traces } from "./company.ts";
import { assertNoTrace } from "./no-trace.ts";

/** What the right answer would show, and no call here does. */
const RIGHT = `ok|${numbers.germany}|0|country|+49301234567||${numbers.main}`;

const http = (status: string, body: string): string =>
  `HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
const HTML = `<!DOCTYPE html><html lang="en"><title>"ok|</title><a href="x?a=1&b=2">(1, 2) \${CALLAS_KEY}</a></html>\n`;

type Fault = Readonly<{ what: string; answer: (socket: Socket) => void; isLate?: boolean }>;

const says = (text: string) => (socket: Socket) => void socket.end(text);
const later = (text: string) => (socket: Socket) => void setTimeout(() => socket.end(text), 2_000).unref();
/** A byte now and then, which restarts a limit that counts from the last one. */
const drips = (text: string) => (socket: Socket) => {
  let at = 0;
  const timer = setInterval(() => socket.write(text[at++] ?? " "), 100);
  socket.on("close", () => clearInterval(timer));
};

const faults: Readonly<Record<Way, readonly Fault[]>> = {
  http: [
    { what: "hangs", answer() {}, isLate: true },
    { what: "is slow", answer: later(http("200 OK", RIGHT)), isLate: true },
    { what: "drips", answer: drips(http("200 OK", RIGHT)), isLate: true },
    { what: "hangs up", answer: (socket) => socket.destroy(), isLate: true },
    { what: "stops in its answer", answer: says("HTTP/1.1 200 OK\r\nContent-Le"), isLate: true },
    { what: "answers 404", answer: says(http("404 Not Found", "error|line_unknown")) },
    { what: "answers 503", answer: says(http("503 Service Unavailable", "error|storage_unavailable")) },
    { what: "answers 200 with a page", answer: says(http("200 OK", HTML)) },
    { what: "answers 200 with nothing", answer: says(http("200 OK", "")), isLate: true },
    { what: "answers 200 with a long text", answer: says(http("200 OK", "x".repeat(200_000))) },
  ],
  agi: [
    { what: "hangs", answer() {}, isLate: true },
    { what: "is slow", answer: later(`SET VARIABLE CALLAS "${RIGHT}"\n`), isLate: true },
    { what: "hangs up", answer: (socket) => socket.destroy(), isLate: true },
    { what: "says an error", answer: says('SET VARIABLE CALLAS "error|line_unknown"\n') },
    { what: "speaks HTTP", answer: says(http("400 Bad Request", HTML)), isLate: true },
  ],
};

for (const way of WAYS)
  describe(`Asterisk, asking by ${way}, where Callas`, () => {
    let stage: OfficeStage;
    let phone: Phone;

    before(async () => {
      stage = await openOffice({ way, wait: 0.3, sections: { "callas-trunks": [] } });
      phone = await openPhone(phones.ivanDesk, stage.asterisk.port);
      // The first answers: from now on Asterisk knows the number.
      await eventually("an answered call", async () => {
        await arrives("80291234501");
        const kept = await stage.asterisk.command("database get callas acmecorp");
        return kept.includes(numbers.main) ? true : undefined;
      });
    });
    after(async () => {
      await phone?.close();
      await stage?.close();
    });

    const arrives = async (dialled: string, how: Partial<Dial> = {}): Promise<SipMessage> => {
      const before = stage.carrier.calls();
      const call = await phone.call({ dialled, ...how });
      assert.equal((await call.final()).status, 200);
      await call.ack();
      const invite = await stage.carrier.wait(
        `the call to ${dialled}`,
        (m) => m.method === "INVITE" && !before.has(m.header("Call-ID")),
      );
      assert.equal((await call.within("BYE")).status, 200);
      await stage.carrier.wait(
        "its end",
        (m) => m.method === "BYE" && m.header("Call-ID") === invite.header("Call-ID"),
      );
      assertNoTrace(stage.carrier.call(invite), traces);
      return invite;
    };
    const showsMain = async (dialled: string, called: string, how: Partial<Dial> = {}): Promise<void> => {
      const invite = await arrives(dialled, how);
      assert.ok(invite.start.startsWith(`INVITE sip:${called}@`), invite.start);
      assert.deepEqual(seen(invite), showing(numbers.main));
    };
    const askAgain = async (): Promise<void> => {
      await stage.asterisk.command("dialplan set global CALLAS_ASK_AFTER 0");
      await stage.asterisk.command("dialplan set global CALLAS_LATE 0");
    };
    const ask = async (port: number): Promise<void> => {
      await askAgain();
      if (way === "http") await stage.asterisk.set("url", `http://127.0.0.1:${port}/api/v1/decision`);
      else await stage.asterisk.set("agi", `agi://127.0.0.1:${port}/decision`);
    };
    const instead = async (fault: Fault["answer"], calls: (server: FaultyServer) => Promise<void>): Promise<void> => {
      const server = await openFaultyServer(fault);
      try {
        await ask(server.port);
        await calls(server);
      } finally {
        await server.close();
      }
    };
    const globals = (): Promise<string> => stage.asterisk.command("dialplan show globals");

    for (const { what, answer, isLate = false } of faults[way])
      test(`${what}: main, also for an emergency call`, () =>
        instead(answer, async (server) => {
          await showsMain("81049301234567", "+49301234567");
          assert.equal(server.asked(), 1);
          assert.match(await globals(), isLate ? /CALLAS_LATE=1/ : /CALLAS_LATE=0/);
          await showsMain("103", "103");
        }));
    test("is not there: main", async () => {
      await ask(await freePort());
      await showsMain("81049301234567", "+49301234567");
    });
    test("hangs: after three late answers nobody asks for a while", () =>
      instead(
        () => {},
        async (server) => {
          for (let n = 0; n < 3; n += 1) await showsMain("81049301234567", "+49301234567");
          assert.equal(server.asked(), 3);
          assert.match(await globals(), /CALLAS_ASK_AFTER=\d{10}/);
          // Long enough for the busiest machine.
          await stage.asterisk.command("dialplan set global CALLAS_ASK_AFTER 9999999999");
          await showsMain("81049301234567", "+49301234567");
          assert.equal(server.asked(), 3);
        },
      ));

    for (const [dialled, called] of [
      ["80291234501", "+375291234501"],
      ["81049301234567", "+49301234567"],
      ["+49301234567", "+49301234567"],
      ["8-029-123-45-01", "+375291234501"],
      ["112", "112"],
      ["*31%23112", "112"],
    ] as const)
      test(`is away: ${dialled} leaves as ${called}`, async () => {
        await ask(await freePort());
        await showsMain(dialled, called);
      });
    test("is away: the outside line is taken off, but not from an emergency number", async () => {
      await ask(await freePort());
      await stage.asterisk.set("outside_line", "1");
      try {
        await showsMain("180291234501", "+375291234501");
        await showsMain("1112", "112");
        await showsMain("112", "112");
        await showsMain("101", "101");
      } finally {
        await stage.asterisk.set("outside_line", "");
      }
    });
    for (const [what, dialled, headers] of [
      ["*31#", "*31%2380291234501", []],
      ["a Privacy header", "80291234501", ["Privacy: id"]],
    ] as const)
      test(`is away: ${what} withholds`, async () => {
        await ask(await freePort());
        assert.deepEqual(seen(await arrives(dialled, { headers })), {
          ...showing(numbers.main),
          from: '"Anonymous" <sip:anonymous@pbx.example>',
          privacy: ["id"],
        });
      });
    test("is away: a forwarded call shows main in Diversion", async () => {
      await ask(await freePort());
      const headers = ["Diversion: <sip:+375441112233@x>;reason=no-answer"];
      assert.deepEqual(seen(await arrives("80291234501", { headers })), {
        ...showing(numbers.main),
        diversion: [`<sip:${numbers.main}@pbx.example>;reason=no-answer`],
      });
    });
    for (const [dialled, status] of [
      ["*100", 404],
      ["8%2B", 484],
    ] as const)
      test(`is away: ${dialled} goes to no trunk`, async () => {
        await ask(await freePort());
        const before = stage.carrier.calls().size;
        assert.equal((await (await phone.call({ dialled })).final()).status, status);
        assert.equal(stage.carrier.calls().size, before);
      });
    test("is away, and no main number is kept: refused, but an emergency call goes out", async () => {
      await ask(await freePort());
      await stage.asterisk.set("company", "another");
      try {
        const before = stage.carrier.calls().size;
        assert.equal((await (await phone.call({ dialled: "80291234501" })).final()).status, 503);
        assert.equal(stage.carrier.calls().size, before);
        for (const number of ["112", "911", "999", "103"])
          assert.ok((await arrives(number)).start.startsWith(`INVITE sip:${number}@`));
      } finally {
        await stage.asterisk.set("company", "acmecorp");
      }
    });
  });

for (const way of WAYS)
  describe(`Asterisk, asking by ${way}, where the caller hangs up while it asks`, () => {
    test("487, and the carrier never rings", async () => {
      const stage = await openOffice({ way });
      // Asterisk waits for CURL() before it ends a channel: let go once the caller has gone.
      const asking: Socket[] = [];
      const server = await openFaultyServer((socket) => void asking.push(socket));
      const phone = await openPhone(phones.ivanDesk, stage.asterisk.port);
      try {
        await stage.asterisk.set("url", `http://127.0.0.1:${server.port}/api/v1/decision`);
        await stage.asterisk.set("agi", `agi://127.0.0.1:${server.port}/decision`);
        const call = await phone.call({ dialled: "80291234501" });
        await eventually("the question", () => (server.asked() === 1 ? true : undefined));
        assert.equal((await call.cancel()).status, 200);
        assert.equal((await call.final()).status, 487);
        for (const socket of asking) socket.destroy();
        await eventually("the end of the channel", async () =>
          /\b0 active channels/.test(await stage.asterisk.command("core show channels count")) ? true : undefined,
        );
        assert.deepEqual(
          stage.carrier.received.filter((m) => m.method === "INVITE"),
          [],
        );
      } finally {
        await phone.close();
        await server.close();
        await stage.close();
      }
    });
  });
