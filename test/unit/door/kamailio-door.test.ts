/** The Kamailio door against a scripted Kamailio. The real one is in test/calls. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { pino } from "pino";
import type { Answer, DecideCall, Fallback, FallbackSource, Question } from "../../../src/decide/decide-call.ts";
import { connectKamailio, type KamailioDoor } from "../../../src/door/kamailio/kamailio.ts";
import type { KamailioMetrics } from "../../../src/door/kamailio/metrics.ts";
import { encodeNetstring, netstringReader } from "../../../src/door/kamailio/netstring.ts";

type Message = Readonly<Record<string, unknown>>;

/** A Kamailio that acknowledges rows and answers heartbeats unless it is told not to. */
async function openKamailio(port = 0) {
  const received: Message[] = [];
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  const mood = { acknowledges: true, beats: true };
  const server: Server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    const reader = netstringReader(1 << 20);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk: Buffer) => {
      for (const text of reader.read(chunk)) {
        assert.ok(text.length < 8_192, "Kamailio reads at most 8 KiB");
        const message = JSON.parse(text) as Message;
        received.push(message);
        if (message["type"] === "heartbeat") {
          if (mood.beats) socket.write(encodeNetstring('{"type":"heartbeat"}'));
        } else if (mood.acknowledges && "n" in message)
          socket.write(encodeNetstring(JSON.stringify({ type: "ack", n: message["n"] })));
      }
      for (const look of waiting) look();
    });
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    received,
    mood,
    say(bytes: Buffer) {
      for (const socket of sockets) socket.write(bytes);
    },
    connections: () => sockets.size,
    hangUp() {
      for (const socket of sockets) socket.destroy();
    },
    /** Resolves with what `find` answers, once that is not undefined. */
    wait<T>(find: () => T | undefined): Promise<T> {
      const { promise, resolve } = Promise.withResolvers<T>();
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
      return promise;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
type Kamailio = Awaited<ReturnType<typeof openKamailio>>;

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const question = (index: number, more: Message = {}): Buffer =>
  encodeNetstring(
    JSON.stringify({
      type: "decide",
      index,
      label: 4_294_967_295,
      company: "acme",
      line: base64("ivan-desk"),
      dialled: base64("8029"),
      chosen: "",
      privacy: 0,
      forwardedFrom: "",
      ...more,
    }),
  );
const answer: Answer = {
  known: true,
  revision: 1,
  lineKnown: true,
  decision: {
    callerId: "+375171234567",
    decidedBy: { rule: "main" },
    destination: { kind: "external", e164: "+375291234567", country: "BY" },
    privacy: false,
    passedOver: [],
  },
};
const acme: Fallback = {
  company: "acme",
  main: "+375171234567",
  emergency: "+375171234568",
  extensions: ["201", "202"],
  emergencyNumbers: ["112", "101"],
};

describe("the Kamailio door", () => {
  let kamailio: Kamailio;
  let door: KamailioDoor | undefined;
  let failures: string[];
  let connected: number[];
  let companies: Fallback[];
  let change: (company: string, fallback: Fallback | null) => void;

  beforeEach(async () => {
    kamailio = await openKamailio();
    failures = [];
    connected = [];
    companies = [acme];
    change = () => undefined;
  });
  afterEach(async () => {
    await door?.close();
    await kamailio.close();
  });

  const metrics: KamailioMetrics = {
    connected: (count) => connected.push(count),
    failed: (code) => failures.push(code),
  };
  const fallbacks: FallbackSource = {
    async *all() {
      yield* companies;
    },
    onChange(listener) {
      change = listener;
      return () => (change = () => undefined);
    },
  };
  const open = (decide: DecideCall, ports = [kamailio.port]): void => {
    door = connectKamailio({
      addresses: ports.map((port) => ({ host: "127.0.0.1", port })),
      decide,
      fallbacks,
      log: pino({ level: "silent" }),
      metrics,
    });
  };
  const of = (type: string, which = kamailio): Message[] => which.received.filter((m) => m["type"] === type);
  const some = (type: string, count = 1, which = kamailio): Promise<Message[]> =>
    which.wait(() => (of(type, which).length >= count ? of(type, which) : undefined));

  test("answers with the decision, and with empty text where there is none", async () => {
    const asked: Question[] = [];
    open((one) => {
      asked.push(one);
      return answer;
    });
    await some("filled");
    const chosen = base64('+375 (17) "Иван" \\');
    kamailio.say(question(7, { chosen, privacy: 1, forwardedFrom: base64("Olga") }));
    const [decision] = await some("decision");
    assert.deepEqual(decision, {
      type: "decision",
      index: 7,
      label: 4_294_967_295,
      rule: "main",
      kind: "external",
      callerId: "+375171234567",
      e164: "+375291234567",
      privacy: 0,
      extension: "",
      diversion: "",
    });
    assert.deepEqual(asked, [
      {
        company: "acme",
        call: {
          line: "ivan-desk",
          dialled: "8029",
          chosen: '+375 (17) "Иван" \\',
          privacy: true,
          forwardedFrom: "Olga",
        },
        unknownLine: "main",
      },
    ]);
  });

  test("answers an error when it cannot decide, so that the call need not wait", async () => {
    const failing: DecideCall[] = [
      () => ({ known: false, code: "company_unknown" }),
      () => {
        throw new Error("no store");
      },
    ];
    open((one) => failing.shift()?.(one) ?? answer);
    await some("filled");
    kamailio.say(Buffer.concat([question(1), question(2)]));
    const errors = await some("error", 2);
    assert.deepEqual(
      errors.map((m) => [m["index"], m["code"]]),
      [
        [1, "company_unknown"],
        [2, "decide_failed"],
      ],
    );
  });

  test("nobody is asked about a company whose id has not the form of one", async () => {
    const asked: string[] = [];
    open((one) => {
      asked.push(one.company);
      return answer;
    });
    await some("filled");
    const ids = ["", "..", "a b", "акме", "x".repeat(65), "x".repeat(60_000)];
    for (const [at, company] of ids.entries()) kamailio.say(question(at, { company }));
    kamailio.say(question(ids.length));
    await some("decision");
    assert.deepEqual(asked, ["acme"]);
    assert.deepEqual(
      of("error").map((m) => [m["index"], m["code"]]),
      ids.map((_, at) => [at, "company_unknown"]),
    );
    assert.deepEqual(
      failures,
      ids.map(() => "company_unknown"),
    );
  });

  test("what is no message is counted, and the next one answered", async () => {
    open(() => answer);
    await some("filled");
    for (const text of ["{", "null", "[]", '{"type":"drop tables"}', '{"type":"decide","index":"1"}', "{}"])
      kamailio.say(encodeNetstring(text));
    kamailio.say(question(1));
    await some("decision");
    assert.deepEqual(
      failures,
      Array.from({ length: 6 }, () => "bad_message"),
    );
  });

  test("what is no netstring ends the connection, and another one is opened", async () => {
    open(() => answer);
    await some("filled");
    kamailio.say(Buffer.from("99999999:"));
    await some("filled", 2);
    assert.deepEqual(failures, ["bad_message"]);
    assert.deepEqual(connected, [0, 1, 0, 1]);
  });

  test("fills the table: 5,000 extensions in parts, the row after them, and then that it is filled", async () => {
    const extensions = Array.from({ length: 5_000 }, (_, i) => String(100_000 + i));
    companies = [
      { ...acme, company: "large", extensions },
      { ...acme, main: null, emergencyNumbers: [], extensions: [] },
    ];
    open(() => answer);
    await some("filled");
    const table = kamailio.received.filter((m) => "n" in m);
    assert.deepEqual(
      table.map((m) => m["n"]),
      table.map((_, at) => at + 1),
    );
    const parts = of("extensions");
    assert.equal(
      parts
        .map((m) => m["extensions"])
        .join("")
        .replaceAll(",,", ","),
      `,${extensions.join(",")},`,
    );
    const [large, bare] = of("row");
    assert.equal(large?.["parts"], parts.length);
    assert.equal(large?.["emergencyNumbers"], ",112,101,");
    assert.deepEqual(bare, {
      type: "row",
      company: "acme",
      main: "",
      emergency: acme.emergency,
      emergencyNumbers: "",
      parts: 0,
      n: bare?.["n"],
    });
    assert.equal(table[0]?.["type"], "fill");
    assert.equal(table.at(-1)?.["type"], "filled");
  });

  test("heartbeats go on, and calls are answered, while Kamailio is slow to take the table", async () => {
    kamailio.mood.acknowledges = false;
    companies = Array.from({ length: 1_000 }, (_, i) => ({ ...acme, company: `c${i}` }));
    open(() => answer);
    await some("heartbeat", 3);
    kamailio.say(question(1));
    await some("decision");
    assert.ok(of("row").length + of("extensions").length < 20);
    assert.equal(of("filled").length, 0);
  });

  test("sends each change, also one that comes during the fill, and nothing older after it", async () => {
    const hold = Promise.withResolvers<void>();
    const stale = { ...acme, company: "changing", main: "+375170000000" };
    const slow: FallbackSource = {
      ...fallbacks,
      async *all() {
        yield acme;
        await hold.promise;
        yield stale;
      },
    };
    door = connectKamailio({
      addresses: [{ host: "127.0.0.1", port: kamailio.port }],
      decide: () => answer,
      fallbacks: slow,
      log: pino({ level: "silent" }),
      metrics,
    });
    await some("row");
    change("changing", { ...stale, main: "+375170000001" });
    hold.resolve();
    await some("filled");
    assert.deepEqual(
      of("row").map((m) => m["main"]),
      [acme.main, "+375170000001"],
    );
    change("acme", null);
    assert.equal((await some("gone"))[0]?.["company"], "acme");
    change("acme", { ...acme, extensions: [] });
    assert.equal((await some("row", 3)).at(-1)?.["company"], "acme");
  });

  test("comes back when Kamailio does, and fills the table anew", async () => {
    open(() => answer);
    await some("filled");
    const { port } = kamailio;
    await kamailio.close();
    kamailio = await openKamailio(port);
    await some("filled");
    kamailio.say(question(1));
    await some("decision");
  });

  test("a step of the wall clock says nothing about a connection", async (context) => {
    companies = Array.from({ length: 30 }, (_, i) => ({ ...acme, company: `c${i}` }));
    open(() => answer);
    await some("heartbeat");
    const now = Date.now;
    for (const step of [3_600_000, -3_600_000, 86_400_000]) {
      // Between two heartbeats: the answer to the last one has been heard.
      await setTimeout(100);
      context.mock.method(Date, "now", () => now() + step);
      await some("heartbeat", of("heartbeat").length + 2);
    }
    kamailio.say(question(1));
    await some("decision");
    assert.deepEqual(failures, []);
    assert.deepEqual(connected, [0, 1]);
  });

  test("a Kamailio that falls silent is given up, whatever the clock says", async (context) => {
    open(() => answer);
    await some("filled");
    const now = Date.now();
    context.mock.method(Date, "now", () => now);
    kamailio.mood.acknowledges = false;
    kamailio.mood.beats = false;
    const silentFrom = performance.now();
    await kamailio.wait(() => (failures.length > 0 || of("fill").length > 1 ? true : undefined));
    assert.deepEqual(failures, ["kamailio_silent"]);
    assert.ok(performance.now() - silentFrom > 2_500);
    kamailio.mood.beats = true;
  });

  test("serves several Kamailios, whichever of them are there", async () => {
    const second = await openKamailio();
    try {
      open(() => answer, [kamailio.port, second.port, 1]);
      await some("filled");
      await some("filled", 1, second);
      assert.deepEqual(connected, [0, 1, 2]);
      second.say(question(5));
      await some("decision", 1, second);
      second.hangUp();
      kamailio.say(question(6));
      await some("decision");
    } finally {
      await second.close();
    }
  });

  test("answers what it was asked before it closes", async () => {
    let closing: Promise<void> | undefined;
    open(() => {
      closing = door?.close();
      return answer;
    });
    await some("filled");
    kamailio.say(question(1));
    await some("decision");
    await closing;
    assert.equal(connected.at(-1), 0);
  });
});
