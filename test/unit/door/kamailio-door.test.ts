/** The Kamailio door against a scripted Kamailio. The real one is in test/calls. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { pino } from "pino";
import type {
  Answer,
  DecideCall,
  Fallback,
  FallbackChange,
  FallbackSource,
  Question,
} from "../../../src/decide/decide-call.ts";
import { connectKamailio, type KamailioDoor } from "../../../src/door/kamailio/kamailio.ts";
import type { KamailioMetrics } from "../../../src/door/kamailio/metrics.ts";
import { encodeNetstring, netstringReader } from "../../../src/door/kamailio/netstring.ts";

/** A message by its fields, without `callas|`. */
type Message = readonly string[];

/** A Kamailio that accepts every Callas, acknowledges rows and answers heartbeats, unless it is told not to. */
async function openKamailio(port = 0) {
  const received: Message[] = [];
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  const mood = { acknowledges: true, beats: true, secret: "", held: "", rows: new Set<string>() };
  const answer = (socket: Socket, fields: Message): void => {
    const say = (text: string) => void socket.write(encodeNetstring(`callas|${text}`));
    const [type, n = "", id = ""] = fields;
    if (type === "hello") {
      const proof = mood.secret === "" ? "" : sha256(`kamailio:${fields[2]}:n:${mood.secret}`);
      say(`challenge|1|n|${proof}`);
    } else if (type === "proof") say(`welcome|${mood.held}`);
    else if (type === "beat") {
      if (mood.beats) say("beat");
    } else if (isTable(fields) && mood.acknowledges) {
      if (type === "row") mood.rows.add(id);
      say(`ack|${n}|${type === "changed" && mood.rows.has(id) ? "held" : ""}`);
    }
  };
  const server: Server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    const reader = netstringReader(1 << 20);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk: Buffer) => {
      for (const text of reader.read(chunk)) {
        assert.ok(text.length < 8_192, "Kamailio reads at most 8 KiB");
        const [ours, ...fields] = text.split("|");
        assert.equal(ours, "callas");
        received.push(fields);
        answer(socket, fields);
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

const TABLE = new Set(["row", "list", "gone", "changed", "country", "trunk", "trunks", "at", "over"]);
const isTable = ([type]: Message): boolean => TABLE.has(type!);
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const base64 = (text: string): string => Buffer.from(text).toString("base64");

type Asked = Partial<Record<(typeof FIELDS)[number], string>>;
// oxfmt-ignore
const FIELDS = [
  "company", "line", "dialled", "chosen", "privacy", "forwardedFrom", "forwardReason", "trunks", "domain", "stamp",
] as const;
/** Text fields are given as they are, and travel as base64. */
const question = (index: number, asked: Asked = {}): Buffer => {
  const all: Asked = { company: "acme", line: "ivan-desk", dialled: "8029", privacy: "0", ...asked };
  const fields = FIELDS.map((name) =>
    name === "privacy" || name === "stamp" ? (all[name] ?? "") : base64(all[name] ?? ""),
  );
  return encodeNetstring(["callas|ask", `${index}:-5`, ...fields].join("|"));
};
const answer: Answer = {
  known: true,
  revision: 1,
  lineKnown: true,
  country: "BY",
  main: "+375171234567",
  trunk: undefined,
  decision: {
    callerId: "+375171234567",
    decidedBy: { rule: "prefix", prefix: "+375" },
    destination: { kind: "external", e164: "+375291234567", country: "BY", digits: "80291234567" },
    privacy: false,
    passedOver: [],
    attestation: "A",
  },
};
const acme: Fallback = {
  company: "acme",
  revision: 1,
  country: "BY",
  main: "+375171234567",
  emergency: "+375171234568",
  mainTrunks: [],
  emergencyTrunks: [],
  extensions: ["201", "202"],
  ownEmergencyNumbers: ["555"],
  outsideLine: "9",
  pressedOnNumbers: false,
  shortNumbers: ["988"],
  trunkCodes: ["*1XX#", "#7"],
  withhold: true,
};

describe("the Kamailio door", () => {
  let kamailio: Kamailio;
  let door: KamailioDoor | undefined;
  let failures: string[];
  let connected: number[];
  let companies: Map<string, Fallback>;
  let changes: ReadonlySet<string> | null;
  let change: (changed: FallbackChange) => void;

  beforeEach(async () => {
    kamailio = await openKamailio();
    failures = [];
    connected = [];
    companies = new Map([["acme", acme]]);
    changes = null;
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
    position: () => ({ epoch: "e", revision: 7 }),
    changedSince: () => changes,
    of: (company) => companies.get(company) ?? null,
    hasAtMost: (most) => companies.size <= most,
    companies: () => companies.keys(),
    trunks: () => [],
    onChange(listener) {
      change = listener;
      return () => (change = () => undefined);
    },
  };
  const open = (decide: DecideCall, { ports = [kamailio.port], secret = "", most = 1_000 } = {}): void => {
    door = connectKamailio({
      addresses: ports.map((port) => ({ host: "127.0.0.1", port })),
      secret,
      decide,
      fallbacks,
      mostSentAtOnce: most,
      log: pino({ level: "silent" }),
      metrics,
    });
  };
  const of = (type: string, which = kamailio): Message[] => which.received.filter(([name]) => name === type);
  const some = (type: string, count = 1, which = kamailio): Promise<Message[]> =>
    which.wait(() => (of(type, which).length >= count ? of(type, which) : undefined));

  test("answers with the decision, and with empty fields where there is nothing", async () => {
    const asked: Question[] = [];
    open((one) => {
      asked.push(one);
      return answer;
    });
    await some("at");
    kamailio.say(
      question(7, {
        chosen: '+375 (17) "Иван|" \\',
        privacy: "1",
        forwardedFrom: "Olga",
        forwardReason: "user-busy",
        trunks: "a, b",
        domain: "pbx.example",
      }),
    );
    const [decision] = await some("decided");
    const head = "7:-5|prefix|+375|external|+375171234567|+375291234567|80291234567|0|||A|1|";
    const presented = "^||sip:+375171234567@pbx.example|<sip:+375171234567@pbx.example>|+375291234567||||+375171234567";
    assert.equal(decision!.slice(1).join("|"), head + presented);
    assert.deepEqual(asked, [
      {
        company: "acme",
        call: {
          line: "ivan-desk",
          dialled: "8029",
          chosen: '+375 (17) "Иван|" \\',
          privacy: true,
          forwardedFrom: "Olga",
          forwardReason: "user-busy",
        },
        trunks: ["a", "b"],
        unknownLine: "main",
      },
    ]);
  });

  test("hands on the presentations of trunks, and lets no separator or line break through", async () => {
    const from = { user: "1", host: "a", display: 'A|^\r\nX: "\\' };
    const presentation = { trunk: "a", callerId: null, from, assertedIdentity: null, called: "*1#", diversion: null };
    open(() => ({ ...answer, presentations: [{ ...presentation, historyInfo: null, privacy: "id" }] }));
    await some("at");
    kamailio.say(question(1));
    const text = (await some("decided"))[0]!.join("|").split("^")[1];
    assert.equal(text, String.raw`a|"A    X: \"\\"|sip:1@a||*1%23|||id|`);
  });

  test("asks for privacy as the phone does: it withholds, it shows, or it says nothing", async () => {
    const asked: (boolean | undefined)[] = [];
    open(({ call }) => {
      asked.push(call.privacy);
      return answer;
    });
    await some("at");
    for (const [index, privacy] of ["1", "0", ""].entries()) kamailio.say(question(index, { privacy }));
    await some("decided", 3);
    assert.deepEqual(asked, [true, false, undefined]);
  });

  test("answers an error when it cannot decide, so that the call need not wait", async () => {
    const failing: DecideCall[] = [
      () => ({ known: false, code: "company_unknown" }),
      () => ({ known: false, code: "trunk_unknown", trunk: "x" }),
      () => ({ known: false, code: "quota_exceeded", of: "company", perSecond: 5 }),
      () => {
        throw new Error("no store");
      },
    ];
    open((one) => failing.shift()?.(one) ?? answer);
    await some("at");
    kamailio.say(Buffer.concat([question(1), question(2), question(3), question(4)]));
    const codes = (await some("error", 4)).map(([, key, code]) => [key, code]);
    assert.deepEqual(codes, [
      ["1:-5", "company_unknown"],
      ["2:-5", "trunk_unknown"],
      ["3:-5", "quota_exceeded"],
      ["4:-5", "decide_failed"],
    ]);
    assert.deepEqual(failures, ["company_unknown", "trunk_unknown", "quota_exceeded", "decide_failed"]);
  });

  test("nobody is asked about a company whose id has not the form of one", async () => {
    const asked: string[] = [];
    open((one) => {
      asked.push(one.company);
      return answer;
    });
    await some("at");
    const ids = ["", "..", "a b", "акме", "x".repeat(65), "x".repeat(2_000)];
    for (const [at, company] of ids.entries()) kamailio.say(question(at, { company }));
    kamailio.say(question(ids.length));
    await some("decided");
    assert.deepEqual(asked, ["acme"]);
    assert.equal(of("error").length, ids.length);
    assert.deepEqual(
      failures,
      ids.map(() => "company_unknown"),
    );
  });

  test("a question that cannot be read is answered with an error, and what is no message is counted", async () => {
    open(() => answer);
    await some("at");
    const unread = [
      question(1, { privacy: "2" }),
      question(2, { trunks: Array.from({ length: 11 }, (_, at) => `t${at}`).join(",") }),
      question(3, { forwardReason: "because" }),
      question(4, { dialled: "1".repeat(4_000) }),
      question(5, { stamp: "s".repeat(65) }),
      encodeNetstring("callas|ask|6:1|YQ==|b"),
      encodeNetstring(`callas|ask|7:1|${"!|".repeat(9)}`),
    ];
    kamailio.say(Buffer.concat(unread));
    for (const [, , code] of await some("error", unread.length)) assert.equal(code, "bad_question");
    for (const text of [
      "callas|",
      "callas|drop",
      "callas|ask|x:y|",
      "callas|ack|x|",
      "callas|beat|1",
      "callas|welcome|a|b",
    ])
      kamailio.say(encodeNetstring(text));
    // Other users of the socket are none of our business.
    for (const text of ['{"Event":"x"}', "", "CALLAS|beat"]) kamailio.say(encodeNetstring(text));
    kamailio.say(question(9));
    await some("decided");
    assert.deepEqual(
      failures,
      Array.from({ length: unread.length + 6 }, () => "bad_message"),
    );
  });

  test("what is no netstring ends the connection, and another one is opened", async () => {
    open(() => answer);
    await some("at");
    kamailio.say(Buffer.from("99999999:"));
    await some("hello", 2);
    await kamailio.wait(() => (connected.length >= 4 ? true : undefined));
    assert.deepEqual(failures, ["bad_message"]);
    assert.deepEqual(connected, [0, 1, 0, 1]);
  });

  test("a Kamailio with the same secret is trusted, and proved to", async () => {
    kamailio.mood.secret = "the same";
    open(() => answer, { secret: "the same" });
    await some("at");
    const nonce = of("hello")[0]![2];
    assert.equal(of("proof")[0]![1], sha256(`callas:${nonce}:n:the same`));
  });

  for (const [theirs, ours, refusal] of [
    ["another", "one", "secret_wrong"],
    ["", "one", "secret_unexpected"],
    ["one", "", "secret_missing"],
  ] as const)
    test(`a Kamailio is told nothing: ${refusal}`, async () => {
      const asked: Question[] = [];
      kamailio.mood.secret = theirs;
      open(
        (one) => {
          asked.push(one);
          return answer;
        },
        { secret: ours },
      );
      assert.equal((await some("refused"))[0]![1], refusal);
      kamailio.say(Buffer.concat([encodeNetstring("callas|welcome|"), question(1)]));
      await kamailio.wait(() => (kamailio.connections() === 0 || failures.length > 0 ? true : undefined));
      assert.deepEqual([failures, asked, connected], [[refusal], [], [0]]);
      assert.deepEqual(kamailio.received.filter(isTable), []);
    });

  test("fills the table: the country before the company's row, and then that all are there", async () => {
    open(() => answer);
    const [at] = await some("at");
    const [, , , state] = at!;
    assert.match(state!, /^1[0-9a-f]{8}\.7\.(\d+)\.\1$/);
    const types = kamailio.received.filter(isTable).map(([type]) => type);
    assert.deepEqual(types, ["trunks", "country", "row", "at"]);
    const [row] = of("row");
    const token = state!.split(".")[0];
    assert.match(row!.slice(3).join("|"), new RegExp(`^${token}\\.1\\.\\d+;BY;\\+375171234567;80171234567;`));
  });

  test("sends nothing again that Kamailio has kept, but what has changed since", async () => {
    const today = Math.floor(Date.now() / 86_400_000);
    kamailio.mood.held = `1abcdef01.5.${today}.${today}`;
    changes = new Set(["beta", "gone"]);
    companies.set("beta", { ...acme, company: "beta" });
    open(() => answer);
    const [at] = await some("at");
    assert.equal(at![3], `1abcdef01.7.${today}.${today}`);
    assert.deepEqual(
      kamailio.received.filter((m) => ["row", "gone", "over"].includes(m[0]!)).map(([type, , id]) => [type, id]),
      [
        ["row", "beta"],
        ["gone", "gone"],
      ],
    );
  });

  test("takes the token back when it cannot know what has changed, and begins again", async () => {
    const today = Math.floor(Date.now() / 86_400_000);
    kamailio.mood.held = `1abcdef01.5.${today}.${today}`;
    open(() => answer);
    await some("at");
    assert.equal(of("over")[0]![2], "1abcdef01");
    assert.deepEqual(
      of("row").map(([, , id]) => id),
      ["acme"],
    );
    change("everything");
    await some("over", 2);
    await some("at", 2);
    assert.equal(of("row").length, 2);
  });

  test("of many companies, has those that call, and tells of changes of those that are there", async () => {
    for (const id of ["calls", "rests"]) companies.set(id, { ...acme, company: id });
    open(() => answer, { most: 1 });
    const [at] = await some("at");
    assert.match(at![3]!, /\.$/);
    assert.deepEqual(of("row"), []);
    kamailio.say(question(1, { company: "calls" }));
    const [row] = await some("row");
    const stamp = row![3]!.split(";")[0]!;
    // With this row, and after it, nothing is sent.
    kamailio.say(question(2, { company: "calls", stamp }));
    await some("decided", 2);
    for (const company of ["calls", "rests"]) change({ company });
    await some("changed", 2);
    await some("row", 2);
    assert.deepEqual(
      of("row").map(([, , id]) => id),
      ["calls", "calls"],
    );
    for (const old of ["", stamp.replace(".1.", ".0."), stamp.replace(/\d+$/, "1"), "x"])
      kamailio.say(question(3, { company: "rests", stamp: old }));
    await some("row", 3);
    assert.equal(of("row")[2]![2], "rests");
    companies.delete("calls");
    change({ company: "calls" });
    await some("gone");
  });

  test("heartbeats go on, and calls are answered, while Kamailio is slow to take the table", async () => {
    kamailio.mood.acknowledges = false;
    companies = new Map(Array.from({ length: 1_000 }, (_, i) => [`c${i}`, { ...acme, company: `c${i}` }]));
    open(() => answer);
    await some("beat", 3);
    kamailio.say(question(1));
    await some("decided");
    assert.ok(of("row").length < 20);
    assert.equal(of("at").length, 0);
  });

  test("a company that cannot be read is passed over, and the position stays before it", async () => {
    companies.set("bad", { ...acme, company: "bad" });
    const { of: read } = fallbacks;
    const broken = { ...fallbacks, of: (id: string) => (id === "bad" ? assert.fail("unreadable") : read(id)) };
    door = connectKamailio({
      addresses: [{ host: "127.0.0.1", port: kamailio.port }],
      secret: "",
      decide: () => answer,
      fallbacks: broken,
      mostSentAtOnce: 10,
      log: pino({ level: "silent" }),
      metrics,
    });
    await some("row");
    await kamailio.wait(() => (failures.length > 0 ? true : undefined));
    kamailio.say(question(1));
    await some("decided");
    assert.deepEqual([failures[0], of("at")], ["fallbacks_unreadable", []]);
  });

  test("comes back when Kamailio does", async () => {
    open(() => answer);
    await some("at");
    const { port } = kamailio;
    await kamailio.close();
    kamailio = await openKamailio(port);
    await some("at");
    kamailio.say(question(1));
    await some("decided");
  });

  test("a step of the wall clock says nothing about a connection", async (context) => {
    open(() => answer);
    await some("beat");
    const now = Date.now;
    for (const step of [3_600_000, -3_600_000, 86_400_000]) {
      // Between two heartbeats: the answer to the last one has been heard.
      await setTimeout(100);
      context.mock.method(Date, "now", () => now() + step);
      await some("beat", of("beat").length + 2);
    }
    kamailio.say(question(1));
    await some("decided");
    assert.deepEqual(failures, []);
    assert.deepEqual(connected, [0, 1]);
  });

  test("a Kamailio that falls silent is given up, whatever the clock says", async (context) => {
    open(() => answer);
    await some("at");
    const now = Date.now();
    context.mock.method(Date, "now", () => now);
    kamailio.mood.beats = false;
    const silentFrom = performance.now();
    await some("hello", 2);
    assert.deepEqual(failures, ["kamailio_silent"]);
    assert.ok(performance.now() - silentFrom > 2_000);
    kamailio.mood.beats = true;
  });

  test("serves several Kamailios, whichever of them are there", async () => {
    const second = await openKamailio();
    try {
      open(() => answer, { ports: [kamailio.port, second.port, 1] });
      await some("at");
      await some("at", 1, second);
      assert.deepEqual(connected, [0, 1, 2]);
      second.say(question(5));
      await some("decided", 1, second);
      second.hangUp();
      kamailio.say(question(6));
      await some("decided");
    } finally {
      await second.close();
    }
  });

  test("has answered what it was asked when it closes", async () => {
    open(() => answer);
    await some("at");
    kamailio.say(question(1));
    await some("decided");
    await door?.close();
    assert.equal(connected.at(-1), 0);
  });
});
