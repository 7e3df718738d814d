/** The fallback table in a real Kamailio: filled, kept over restarts, and with each trunk's own form. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { pino } from "pino";
import { openAsker, startAskKamailio, type AskKamailio, type Asker } from "../../lab/calls/ask-kamailio.ts";
import { startService, type Service } from "../../lab/calls/callas.ts";
import { sampleCompany } from "../../lab/companies/sample-company.ts";
import { eventually } from "../../lab/eventually.ts";
import { compile } from "../../src/decide/compile.ts";
import { fallbackOf } from "../../src/decide/fallback.ts";
import { decideOverTrunks } from "../../src/decide/over-trunks.ts";
import { connectKamailio } from "../../src/door/kamailio/kamailio.ts";
import { Trunk, type NamedTrunk } from "../../src/policy/trunk.ts";
import { numbers, setUpCompanies } from "./company.ts";

/** The stamp of a company's row: TOKEN.REVISION.DAY. */
const stampOf = async (kamailio: AskKamailio, company: string): Promise<string | undefined> =>
  /(\w+\.\d+\.\d+);/.exec((await kamailio.table(`row:${company}`)) ?? "")?.[1];

async function putCompany(service: Service, id: string, main: string, extensions: readonly string[] = []) {
  await service.put(`/companies/${id}`, { name: id, country: "BY" });
  await service.put(`/companies/${id}/directory`, {
    numbers: [{ number: main }],
    employees: extensions.map((extension) => ({ id: `e${extension}`, name: extension, extension })),
    departments: [],
  });
}

const away = (kamailio: AskKamailio): Promise<true> =>
  eventually("Kamailio to notice", async () => ((await kamailio.hasCallas()) ? undefined : true));
const back = (kamailio: AskKamailio): Promise<true> =>
  eventually("Callas", async () => ((await kamailio.hasCallas()) ? true : undefined));

describe("the table of a small installation", () => {
  let kamailio: AskKamailio;
  let service: Service;
  let asker: Asker;
  before(async () => {
    kamailio = await startAskKamailio({ table: true });
    service = await startService([`127.0.0.1:${kamailio.evapiPort}`]);
    await setUpCompanies(service);
    asker = openAsker(kamailio.port);
    await back(kamailio);
  });
  after(async () => {
    await asker?.close();
    await service?.stop();
    await kamailio?.stop();
  });

  const rowIs = (company: string, fits: (row: string | undefined) => boolean): Promise<true> =>
    eventually(`the row of ${company}`, async () => (fits(await kamailio.table(`row:${company}`)) ? true : undefined));

  test("a change of the settings is in the table at once, 5,000 extensions too", async () => {
    const extensions = Array.from({ length: 5_000 }, (_, i) => String(40_000 + i));
    await putCompany(service, "large", "+375172220001", extensions);
    await rowIs("large", (row) => row?.includes("+375172220001") === true);
    service.signal("SIGKILL");
    await away(kamailio);
    for (const extension of [40_000, 44_999, 42_345]) {
      const { told } = await asker.ask(String(extension), "large", "x");
      assert.deepEqual([told["kind"], told["digits"]], ["internal", String(extension)]);
    }
    assert.equal((await asker.ask("45000", "large", "x")).told["kind"], "external");
    await service.revive();
    await back(kamailio);
    await service.delete("/companies/large");
    await rowIs("large", (row) => row === undefined);
    assert.equal(await kamailio.table("list:large:00"), undefined);
  });

  test("is kept over restarts: what is right is not sent again, and what changed meanwhile is", async () => {
    await putCompany(service, "leaves", "+375172220002");
    await putCompany(service, "changes", "+375172220003");
    await rowIs("changes", (row) => row?.includes("+375172220003") === true);
    const stamp = await stampOf(kamailio, "acmecorp");
    service.signal("SIGKILL");
    await away(kamailio);
    await kamailio.restart();
    for (const company of ["acmecorp", "leaves", "changes"])
      assert.equal((await asker.ask("80291234567", company, "x")).told["table"], "known", company);

    // Callas changes while Kamailio is not there.
    await kamailio.whileStopped(async () => {
      await service.revive();
      await service.delete("/companies/leaves");
      await service.put("/companies/changes", { name: "changes", country: "BY", withhold: true });
    });
    await back(kamailio);
    await rowIs("leaves", (row) => row === undefined);
    await rowIs("changes", (row) => row?.includes(";1;") === true);
    assert.equal(await stampOf(kamailio, "acmecorp"), stamp);
    service.signal("SIGKILL");
    await away(kamailio);
    assert.equal((await asker.ask("80291234567", "leaves", "x")).told["table"], "unknown");
    assert.equal((await asker.ask("80291234567", "changes", "x")).told["privacy"], "1");
    await service.revive();
    await back(kamailio);
  });

  test("is filled again after Kamailio has lost it", async () => {
    await kamailio.command("htable.flush", "callas");
    await kamailio.restart("SIGKILL");
    await rowIs("acmecorp", (row) => row?.includes(numbers.main) === true);
  });
});

describe("the table of a large installation", () => {
  test("has the companies that call, renews and removes them, and no others", async () => {
    const kamailio = await startAskKamailio({ table: true });
    const service = await startService([`127.0.0.1:${kamailio.evapiPort}`], { CALLAS_KAMAILIO_ALL: "0" });
    const asker = openAsker(kamailio.port);
    try {
      await setUpCompanies(service);
      await putCompany(service, "calls", "+375172220004");
      await putCompany(service, "rests", "+375172220005");
      await back(kamailio);
      await asker.ask("80291234567", "calls", "x");
      await asker.ask("80291234567", "acmecorp", "x");
      await eventually("their rows", async () =>
        (await stampOf(kamailio, "calls")) && (await stampOf(kamailio, "acmecorp")) ? true : undefined,
      );
      for (const company of ["rests", "bare"]) assert.equal(await kamailio.table(`row:${company}`), undefined);

      await service.put("/companies/calls", { name: "calls", country: "BY", withhold: true });
      await service.put("/companies/rests", { name: "rests", country: "BY", withhold: true });
      await service.delete("/companies/acmecorp");
      await eventually("the changes", async () =>
        (await kamailio.table("row:calls"))?.includes(";1;") && !(await kamailio.table("row:acmecorp"))
          ? true
          : undefined,
      );
      assert.equal(await kamailio.table("row:rests"), undefined);
      const stamp = await stampOf(kamailio, "calls");
      await kamailio.restart();
      await back(kamailio);
      assert.equal((await asker.ask("80291234567", "calls", "x")).told["state"], "decided");
      assert.equal(await stampOf(kamailio, "calls"), stamp);
    } finally {
      await asker.close();
      await service.stop();
      await kamailio.stop();
    }
  });

  test("has no more rows than there is room for", async () => {
    const kamailio = await startAskKamailio({ table: true, defines: { CALLAS_TABLE_ROWS: 1 } });
    const service = await startService([`127.0.0.1:${kamailio.evapiPort}`], { CALLAS_KAMAILIO_ALL: "0" });
    const asker = openAsker(kamailio.port);
    try {
      await setUpCompanies(service);
      await back(kamailio);
      await asker.ask("80291234567", "acmecorp", "x");
      await eventually("a row", async () => stampOf(kamailio, "acmecorp"));
      assert.equal((await asker.ask("80291234567", "bare", "x")).told["state"], "decided");
      await eventually("Callas to hear of it", async () =>
        (await service.metric('callas_kamailio_failures_total{reason="table_full"}')) > 0 ? true : undefined,
      );
      assert.equal(await kamailio.table("row:bare"), undefined);
    } finally {
      await asker.close();
      await service.stop();
      await kamailio.stop();
    }
  });
});

/** Each way in which a trunk may differ from the others. */
const trunks: readonly NamedTrunk[] = [
  { id: "plus", domain: "plus.example", diversion: "both" as const },
  { id: "digits", shown: { form: "digits" as const }, called: { form: "digits" as const, prepend: "99" } },
  {
    id: "national",
    shown: { form: "national" as const, country: "BY" },
    called: { form: "national" as const, country: "BY" },
    diversion: "diversion" as const,
  },
  {
    id: "bare",
    shown: { form: "bare" as const, country: "BY" },
    called: { form: "bare" as const, country: "RU", strip: 1 },
    diversion: "history-info" as const,
  },
  { id: "asserted", identity: "asserted" as const, diversion: "diversion" as const },
  { id: "from", identity: "from" as const },
  { id: "marked", accepts: "marked" as const },
  { id: "refuses", accepts: "marked" as const, fallbackIdentity: "sip:trunk-4711@a.example" },
].map(({ id, ...trunk }) => ({ id, ...Trunk.parse({ name: id, domain: `${id}.example`, ...trunk }) }));

test("the table presents a call on each trunk as Callas does", async () => {
  const kamailio = await startAskKamailio({ table: true });
  const asker = openAsker(kamailio.port);
  const { company, directory, outgoingNumbers } = sampleCompany({
    company: { emergencyNumber: numbers.emergency },
    numbers: [
      { number: numbers.main, trunks: ["marked"] },
      { number: numbers.emergency, trunks: ["marked"] },
    ],
  });
  const documents = { company, directory, "outgoing-numbers": outgoingNumbers };
  const compiled = compile(company, directory, outgoingNumbers);
  const byId = new Map(trunks.map((trunk) => [trunk.id, trunk]));
  const door = connectKamailio({
    addresses: [{ host: "127.0.0.1", port: kamailio.evapiPort }],
    secret: "",
    decide: ({ call, trunks: named = [] }) => {
      const asked = named.map((id) => byId.get(id)!);
      const answer = decideOverTrunks(compiled, call, asked, { unknownLine: "main" });
      return answer.known ? { ...answer, revision: 1 } : answer;
    },
    fallbacks: {
      position: () => ({ epoch: "e", revision: 1 }),
      changedSince: () => new Set(),
      of: (id) => (id === "acme" ? fallbackOf(id, 1, documents, ["201"]) : null),
      hasAtMost: () => true,
      companies: () => ["acme"],
      trunks: () => trunks,
      onChange: () => () => undefined,
    },
    mostSentAtOnce: 10,
    log: pino({ level: "silent" }),
    metrics: { connected: () => undefined, failed: (code) => assert.fail(code) },
  });
  /** What each of some calls looks like on each trunk. */
  const present = async (): Promise<readonly (readonly unknown[])[]> => {
    const seen = [];
    for (const [dialled, ...headers] of calls)
      for (const { id } of trunks) {
        const { told } = await asker.ask(dialled!, "acme", "nobody", [`X-Trunks: ${id}`, ...headers]);
        const { number, called, privacy, rule, kind, as } = told;
        // A trunk that takes no number of the company's has no presentation to show.
        const shows = number !== "" || kind === "emergency";
        seen.push([dialled, headers.join(), id, ...(shows ? [number, called, privacy, rule, as] : [])]);
      }
    return seen;
  };
  try {
    await back(kamailio);
    await eventually(
      "the table",
      async () => ((await kamailio.table("trunks")) && (await stampOf(kamailio, "acme"))) || undefined,
    );
    const withCallas = await present();
    await door.close();
    await away(kamailio);
    assert.deepEqual(await present(), withCallas);
    const both = ["X-Trunks: refuses, plus", "X-Trunk: plus"];
    const { told } = await asker.ask("80291234567", "acme", "nobody", both);
    assert.match(told["as"]!, /^plus\|/);
    for (const id of ["refuses", "unheard-of"]) {
      const told = async (dialled: string, ids: string) =>
        (await asker.ask(dialled, "acme", "nobody", [`X-Trunks: ${ids}`, `X-Trunk: ${id}`])).told;
      const refused = await told("80291234567", `plus, ${id}`);
      assert.deepEqual([refused["table"], refused["as"]], ["known", `${id}||||||||`]);
      assert.equal((await told("80291234567", id))["table"], "unknown");
      assert.equal((await told("112", id))["table"], "known");
    }
    assert.equal((await asker.ask("*1%7Cx", "acme", "nobody")).told["digits"], "");
  } finally {
    await door.close();
    await asker.close();
    await kamailio.stop();
  }
});

const forwarded = "X-Forwarded-From: +4930123456";
const calls: readonly (readonly string[])[] = [
  ["80291234567"],
  ["81049301234567"],
  ["+79161234567"],
  ["112"],
  ["*31%2380291234567"],
  ["80291234567", forwarded],
  ["80291234567", forwarded, "X-Forward-Reason: user-busy", "Privacy: id"],
];
