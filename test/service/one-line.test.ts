/** The one line for what can only fetch a URL: every rule, every form, every error. */
import { keyPrincipal } from "../../lab/principals.ts";
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { BERLIN, company, directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { operatorKey, serviceHere, type TestService } from "../../lab/service/service.ts";
import { openOneLineDoor } from "../../src/door/http/one-line.ts";
import { explainErrors } from "../../src/http/explain-error.ts";
import { createLog } from "../../src/log.ts";
import { StorageError } from "../../src/store/storage-error.ts";

let service: TestService;
let pbx: string;
let foreign: string;
before(async () => {
  service = await serviceHere();
  const { operator } = service;
  const trunk = { name: "Carrier", domain: "a.example" };
  const national = { form: "national", country: "BY" };
  await operator("PUT trunks/national", { ...trunk, shown: national, called: { ...national, prepend: "9" } });
  await operator("PUT trunks/digits", { ...trunk, shown: { form: "digits" }, called: { form: "digits" } });
  await operator("PUT trunks/foreign", { ...trunk, accepts: "marked", foreign: true });
  await putCompany(operator, "acme", {
    company: { ...company, forwards: "original" },
    directory,
    settings: {
      ...settings,
      personal: [...settings.personal, { number: BERLIN, department: "support", device: "any" }],
      regional: [...settings.regional, { number: MAIN, prefix: "+4822" }],
    },
  });
  await putCompany(operator, "other");
  const keyFor = async (name: string) =>
    (await operator("POST keys", { name, role: "pbx", companies: [name] })).body["key"] as string;
  pbx = await keyFor("acme");
  foreign = await keyFor("other");
});
after(() => service.stop());

type Parameters = Readonly<Record<string, string>>;
const query = (parameters: Parameters) =>
  Object.entries({ company: "acme", ...parameters })
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
const desk = (dialled: string, more: Parameters = {}): Parameters => ({ line: "ivan-desk", dialled, ...more });

async function fetched(search: string, headers: Parameters = { authorization: `Bearer ${pbx}` }, method = "GET") {
  const answer = await fetch(`${service.address}/api/v1/decision?${search}`, { method, headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
const line = async (parameters: Parameters) => {
  const { status, headers, text } = await fetched(query(parameters));
  assert.deepEqual([status, headers.get("content-type")], [200, "text/plain; charset=utf-8"], text);
  return text;
};
const refused = async (search: string, headers?: Parameters) => {
  const { status, text } = await fetched(search, headers);
  return `${status} ${text}`;
};

describe("the line", () => {
  const guest = { line: "gast-desk" };
  const cases: readonly (readonly [rule: string, parameters: Parameters, line: string])[] = [
    ["internal", desk("202"), `ok||0|internal|202||${MAIN}`],
    ["service_code", desk("*100#"), `ok||0|service_code|*100#||${MAIN}`],
    ["emergency", desk("112", { privacy: "true" }), `ok|${MAIN}|0|emergency|112||${MAIN}`],
    [
      "chosen",
      { line: "ivan-soft", dialled: "8 029 123-45-67", chosen: BERLIN },
      `ok|${BERLIN}|0|chosen|+375291234567||${MAIN}`,
    ],
    ["prefix", desk("+48 22 123 45 67"), `ok|${MAIN}|0|prefix|+48221234567||${MAIN}`],
    ["country", desk("810 49 30 1234567"), `ok|${BERLIN}|0|country|+49301234567||${MAIN}`],
    ["employee", desk("+12125550123"), `ok|${SECOND}|0|employee|+12125550123||${MAIN}`],
    ["department", { line: "olga-desk", dialled: "104" }, `ok|${BERLIN}|0|department|104||${MAIN}`],
    ["main", { ...guest, dialled: "+12125550123", privacy: "1" }, `ok|${MAIN}|1|main|+12125550123||${MAIN}`],
    ["none", desk("+12125550123", { trunk: "foreign" }), "ok||0|none|+12125550123||"],
    [
      "forwarded",
      desk("+12125550123", { trunk: "foreign", forwardedFrom: "8 0152 45-67-89" }),
      "ok|+375152456789|0|forwarded|+12125550123||",
    ],
  ];
  for (const [rule, parameters, expected] of cases)
    test(`of a call decided by ${rule}`, async () => assert.equal(await line(parameters), expected));

  test("has the numbers in the form of the trunk", async () => {
    const forwarded = { forwardedFrom: "anonymous", trunk: "national" };
    assert.equal(
      await line(desk("+375 29 123-45-67", forwarded)),
      "ok|80171234568|0|employee|980291234567|80171234568|80171234567",
    );
    assert.equal(
      await line(desk("+49 30 1234567", forwarded)),
      "ok|810493012345678|0|country|981049301234567|810493012345678|80171234567",
    );
    assert.equal(
      await line(desk("+12125550123", { trunk: "digits" })),
      "ok|375171234568|0|employee|12125550123||375171234567",
    );
    assert.equal(await line(desk("112", { trunk: "national" })), "ok|80171234567|0|emergency|112||80171234567");
    assert.equal(await line(desk("202", { trunk: "national" })), "ok||0|internal|202||80171234567");
  });

  test("tells to make an emergency call for which there is no number", async () => {
    assert.equal(await line(desk("112", { trunk: "foreign" })), "ok||0|emergency|112||");
  });

  test("takes an employee with a device, and what may be missing may be empty", async () => {
    const employee = { employee: "ivan", device: "softphone", dialled: "+12125550123" };
    const empty = { chosen: "", privacy: "", forwardedFrom: "", forwardReason: "", trunk: "", form: "" };
    assert.equal(await line({ ...employee, ...empty }), `ok|${SECOND}|0|employee|+12125550123||${MAIN}`);
    assert.equal(await line(desk("", empty)), `ok|${SECOND}|0|employee|||${MAIN}`);
  });

  test("has six separators and no control character, whatever was dialled", async () => {
    for (const text of [
      "a|b",
      "1\r\n2",
      "\u0000",
      "*1|2#",
      "*1\n2#",
      "|",
      "ok|1|0|main|2||3",
      "\u{1F600}",
      "x".repeat(5000),
    ])
      for (const parameters of [
        desk(text),
        desk("104", { forwardedFrom: text }),
        { line: "ivan-soft", dialled: "104", chosen: text },
      ]) {
        const answer = await line(parameters);
        assert.equal(answer.split("|").length, 7, answer);
        assert.doesNotMatch(answer, /\p{Cc}/u);
      }
  });

  test("alone has the number, and nothing where there is none", async () => {
    const number = (dialled: string, more: Parameters = {}) =>
      fetched(query(desk(dialled, { form: "number", ...more })));
    assert.equal((await number("+12125550123")).text, SECOND);
    assert.equal((await number("+12125550123", { trunk: "national" })).text, "80171234568");
    for (const [dialled, trunk] of [
      ["202", "digits"],
      ["*100#", "digits"],
      ["+12125550123", "foreign"],
    ] as const) {
      const { status, headers, text } = await number(dialled, { trunk });
      assert.deepEqual([status, text, headers.get("content-type")], [204, "", null]);
    }
  });

  test("is the decision of POST", async () => {
    const { body } = await service.operator("POST decisions", {
      company: "acme",
      line: "ivan-desk",
      dialled: "+49301234567",
      trunk: "digits",
      forwardedFrom: "x",
      privacy: true,
    });
    const answer = await line(desk("+49301234567", { trunk: "digits", forwardedFrom: "x", privacy: "true" }));
    const [, number, privacy, rule, , diversion] = answer.split("|");
    assert.deepEqual(
      [`+${number}`, privacy === "1", rule, `+${diversion}`],
      [body["callerId"], body["privacy"], (body["decidedBy"] as { rule: string }).rule, body["diversion"]],
    );
  });

  test("reads a plus at the beginning of a value, and as a space elsewhere", async () => {
    const search = "company=acme&line=ivan-desk&dialled=";
    const to = async (dialled: string) => (await fetched(search + dialled)).text.split("|")[4];
    assert.equal(await to("+12125550123"), "+12125550123");
    assert.equal(await to("%2B12125550123"), "+12125550123");
    assert.equal(await to("8+029+123-45-67"), "+375291234567");
    assert.equal(await to("8%20029%20123-45-67"), "+375291234567");
    assert.equal((await fetched(`company=acme&line=+375291234567&dialled=104`)).text.split("|")[3], "employee");
  });
});

describe("the key of the line", () => {
  const search = query(desk("112"));
  const basic = (user: string, password: string) => ({
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
  });

  test("comes as Bearer, or as the password of Basic with any user name", async () => {
    for (const headers of [
      basic("", pbx),
      basic("callas", pbx),
      { authorization: `bearer  ${pbx}` },
      basic("x", operatorKey),
    ])
      assert.equal((await fetched(search, headers)).text, `ok|${MAIN}|0|emergency|112||${MAIN}`);
  });

  test("that is wrong or missing is 401", async () => {
    const wrong = [
      {},
      { authorization: "Bearer wrong" },
      basic("callas", "wrong"),
      basic(pbx, ""),
      { authorization: "Digest x" },
    ];
    for (const headers of wrong) {
      const answer = await fetched(search, headers);
      assert.deepEqual([answer.status, answer.text], [401, "error|key_required"]);
      assert.equal(answer.headers.get("www-authenticate"), 'Bearer, Basic realm="callas"');
    }
    assert.equal(await refused("", {}), "401 error|key_required", "before the question is read");
  });

  test("that is wrong too often is 429, and a valid one still is not", async () => {
    const from = (headers: Parameters) =>
      raw(`GET /api/v1/decision?${search} HTTP/1.1\r\nHost: x\r\n`, headers, "127.0.0.40");
    for (let nth = 0; nth < 20; nth++) assert.match(await from({ Authorization: "Bearer wrong" }), /^HTTP\/1.1 401 /);
    const limited = await from(basic("x", "wrong"));
    assert.match(limited, /^HTTP\/1.1 429 [^]*\r\nretry-after: \d+\r\n[^]*\r\n\r\nerror\|too_many_requests$/i);
    assert.match(await from({ Authorization: `Bearer ${pbx}` }), /^HTTP\/1.1 200 /);
  });

  test("of another company's PBX finds no company", async () => {
    assert.equal(await refused(search, { authorization: `Bearer ${foreign}` }), "404 error|company_unknown");
    assert.equal(await refused(search, basic("x", foreign)), "404 error|company_unknown");
  });
});

describe("a question for a line that cannot be answered", () => {
  test("names something unknown", async () => {
    const outcome = (parameters: Parameters) => refused(query(parameters), { authorization: `Bearer ${operatorKey}` });
    assert.equal(await outcome({ ...desk("1"), company: "nobody" }), "404 error|company_unknown");
    assert.equal(await outcome({ ...desk("1"), company: "" }), "404 error|company_unknown");
    assert.equal(await outcome({ line: "nobody", dialled: "1" }), "404 error|line_unknown");
    assert.equal(await outcome({ line: "", dialled: "1" }), "404 error|line_unknown");
    assert.equal(await outcome({ employee: "nobody", device: "crm", dialled: "1" }), "404 error|employee_unknown");
    assert.equal(await outcome(desk("1", { trunk: "nobody" })), "404 error|trunk_unknown");
  });

  test("has the wrong form", async () => {
    const good = "company=acme&line=ivan-desk&dialled=1";
    for (const search of [
      "",
      "company=acme&line=ivan-desk",
      "line=ivan-desk&dialled=1",
      "company=acme&dialled=1",
      "company=acme&employee=ivan&dialled=1",
      `${good}&employee=ivan&device=crm`,
      `${good}&device=crm`,
      `${good}&dialled=2`,
      `${good}&colour=red`,
      `${good}&explain=true`,
      `${good}&privacy=yes`,
      `${good}&form=json`,
      `${good}&forwardReason=away`,
      `${good}&trunk=no%20id`,
      `${good}&chosen=%FF`,
      `${good}&chosen=%`,
      `${good}&__proto__=1`,
    ])
      assert.equal(await refused(search), "400 error|malformed", search);
    assert.equal(
      (await fetch(`${service.address}/api/v1/decision`, { headers: { authorization: `Bearer ${pbx}` } })).status,
      400,
    );
  });

  test("comes as another method", async () => {
    const head = await fetched(query(desk("112")), { authorization: `Bearer ${pbx}` }, "HEAD");
    assert.deepEqual(
      [head.status, head.text, head.headers.get("content-length")],
      [200, "", String(`ok|${MAIN}|0|emergency|112||${MAIN}`.length)],
    );
    for (const method of ["POST", "PUT", "DELETE"])
      assert.equal((await fetched(query(desk("112")), { authorization: `Bearer ${pbx}` }, method)).status, 404, method);
  });

  test("is a megabyte long", async () => {
    const search = query(desk("1".repeat(1024 * 1024)));
    assert.match(await raw(`GET /api/v1/decision?${search} HTTP/1.1\r\nHost: x\r\n`, {}), /^HTTP\/1.1 400 /);
    assert.equal((await fetched(query(desk("112")))).status, 200, "and the next one is answered");
  });

  test("meets a database that cannot be read", async (context) => {
    const door = openOneLineDoor({
      decide: () => {
        throw new StorageError("unavailable", "The disk is gone.");
      },
      explainError: explainErrors(createLog("fatal")),
    });
    const principal = keyPrincipal("k", { holder: "pbx", companies: null });
    const server = createServer((request, response) => door(request, response, principal)).listen(0, "127.0.0.1");
    await once(server, "listening");
    context.after(() => server.close());
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?${query(desk("112"))}`);
    assert.deepEqual([answer.status, await answer.text()], [503, "error|storage_unavailable"]);
  });
});

test("the main number that the trunk refuses is empty", async () => {
  const { operator } = service;
  const numbers = [{ number: "+375171999001" }, { number: "+375171999002" }];
  const employees = [{ id: "a", name: "A", lines: [{ id: "a-desk", device: "desk_phone" }] }];
  await putCompany(operator, "marks", { directory: { numbers, employees, departments: [] } });
  await operator("PUT trunks/some", { name: "Carrier", domain: "a.example", accepts: "marked" });
  await operator("PATCH companies/marks/numbers/+375171999002", { trunks: ["some"] });
  const { headers } = await operator("GET companies/marks/outgoing-numbers");
  const personal = [{ number: "+375171999002", employee: "a", device: "any" }];
  const saved = await operator(
    "PUT companies/marks/outgoing-numbers",
    { main: "+375171999001", personal, regional: [], priority: "personal" },
    { ifMatch: headers.etag! },
  );
  assert.equal(saved.status, 200);
  const search = "company=marks&line=a-desk&dialled=104&trunk=some";
  const { text } = await fetched(search, { authorization: `Bearer ${operatorKey}` });
  assert.equal(text, "ok|+375171999002|0|employee|104||");
});

/** Sends a request as it stands, and reads the answer to its end. */
async function raw(start: string, headers: Parameters, localAddress?: string): Promise<string> {
  const { hostname, port } = new URL(service.address);
  const socket = connect({ host: hostname, port: Number(port), ...(localAddress !== undefined && { localAddress }) });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${start}${lines.join("")}Connection: close\r\n\r\n`);
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  // The rest of what is too long is not read.
  socket.on("error", () => {});
  await once(socket, "close");
  return Buffer.concat(chunks).toString();
}
