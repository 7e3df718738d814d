/** What no well-meaning client sends: it is answered as an error of the catalogue, and the service goes on. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, afterEach, before, describe, test } from "node:test";
import { outcomeOf, faultsOf, type Answer } from "../../lab/service/client.ts";
import { company, directory, MAIN, putCompany, settings } from "../../lab/companies/acme.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";

const MIB = 1024 * 1024;

let service: TestService;
before(async () => {
  service = await serviceHere();
  await putCompany(service.operator, "acme", { directory, settings });
});
after(() => service.stop());
afterEach(async () => {
  const asked = { company: "acme", line: "ivan-desk", dialled: "112" };
  assert.equal((await service.operator("POST decisions", asked)).body["callerId"], MAIN, "it goes on deciding");
});

/** Every address that takes a body. */
const TAKES_A_BODY = [
  "PUT companies/acme",
  "PUT companies/acme/directory",
  "PUT companies/acme/employees/x",
  `PATCH companies/acme/numbers/${MAIN}`,
  "PUT companies/acme/outgoing-numbers",
  "POST decisions",
  "POST decisions/preview",
  "POST decisions/previews",
  "POST keys",
] as const;

const everywhere = async (body: string | Buffer, outcome: string) => {
  for (const what of TAKES_A_BODY)
    assert.equal(outcomeOf(await service.operator(what, body, { ifMatch: 1 })), outcome, what);
};

describe("a body", () => {
  const noJson: Readonly<Record<string, string | Buffer>> = {
    "no JSON": "name=Acme&country=BY",
    "half of one": '{"company": "acme", "line"',
    "two of them": "{}{}",
    XML: "<?xml version='1.0'?><a/>",
    "a byte order mark": "\ufeff{}",
    bytes: Buffer.from([0xff, 0xfe, 0x00, 0x01]),
    "a bare NUL": "\u0000",
    "an unquoted NaN": "NaN",
    "a comment": "{/**/}",
    "brackets a hundred thousand deep, not closed": "[".repeat(100_000),
  };
  for (const [name, body] of Object.entries(noJson))
    test(`of ${name} is malformed`, () => everywhere(body, "400 malformed"));

  const wrongShape: Readonly<Record<string, string>> = {
    null: "null",
    "a number": "1",
    "a text": '"text"',
    "a list": "[]",
    "an empty object": '{"":1}',
    "brackets a hundred thousand deep": "[".repeat(100_000) + "]".repeat(100_000),
    "objects fifty thousand deep": '{"a":'.repeat(50_000) + "1" + "}".repeat(50_000),
    "a number beyond all numbers": "1e999",
  };
  for (const [name, body] of Object.entries(wrongShape))
    test(`of ${name} is malformed`, () => everywhere(body, "400 malformed"));

  test("of nothing is malformed", async () => {
    for (const what of TAKES_A_BODY) {
      assert.equal(outcomeOf(await service.operator(what, "", { ifMatch: 1 })), "400 malformed", what);
      assert.equal(outcomeOf(await service.operator(what, undefined, { ifMatch: 1 })), "400 malformed", what);
    }
  });

  test("is read as JSON whatever it is called", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1"]) {
      const headers = { "content-type": type };
      assert.equal(outcomeOf(await service.operator("PUT companies/acme", company, { headers })), "200", type);
      assert.equal(outcomeOf(await service.operator("PUT companies/acme", "a=b", { headers })), "400 malformed", type);
    }
  });

  test("of a type of no form is malformed", async () => {
    for (const type of ["nonsense", "/", "a/b/c;;", ""]) {
      const answer = await service.operator("PUT companies/acme", company, { headers: { "content-type": type } });
      assert.match(outcomeOf(answer), /^(200|400 malformed)$/, type);
    }
  });

  test("that is missing where none is needed is none", async () => {
    await putCompany(service.operator, "goes");
    const headers = { "content-type": "application/json" };
    assert.equal(outcomeOf(await service.operator("DELETE companies/goes", undefined, { headers })), "200");
  });

  test("over 1 MiB is refused, the directory's over 64 MiB", async () => {
    const padded = (document: object, bytes: number) => {
      const text = JSON.stringify(document);
      return text + " ".repeat(bytes - Buffer.byteLength(text));
    };
    const at = (what: (typeof TAKES_A_BODY)[number], document: object, bytes: number) =>
      service.operator(what, padded(document, bytes)).then(outcomeOf, (error: { code: string }) => error.code);
    const asked = { company: "acme", line: "ivan-desk", dialled: "112" };
    assert.equal(await at("POST decisions", asked, MIB), "200");
    assert.equal(await at("PUT companies/acme", company, MIB), "200");
    assert.equal(await at("PUT companies/acme/directory", directory, 8 * MIB), "200");
    assert.equal(await at("POST decisions", asked, MIB + 1), "413 body_too_large");
    assert.equal(await at("PUT companies/acme", company, MIB + 1), "413 body_too_large");
    assert.equal(await at("POST keys", { name: "x", role: "operator" }, 20 * MIB), "413 body_too_large");
    assert.equal(await at("PUT companies/acme/directory", directory, 64 * MIB + 1), "413 body_too_large");
  });

  test("over the limit is refused when its length is not told beforehand", async () => {
    for (const path of ["/api/v1/decisions", "/api/v1/companies/acme"]) {
      const method = path.endsWith("acme") ? "PUT" : "POST";
      const said = await raw(`${method} ${path} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n`, [
        ...Array.from({ length: 17 }, () => `10000\r\n${"x".repeat(0x10000)}\r\n`),
        "0\r\n\r\n",
      ]);
      assert.match(said, /^HTTP\/1\.1 413 /);
      assert.match(said, /application\/problem\+json/);
    }
  });

  test("with a directory of many thousands is saved whole", async () => {
    const employees = Array.from({ length: 20_000 }, (_, at) => ({
      id: `e${at}`,
      name: `Employee ${at}`,
      extension: String(10_000 + at),
      lines: [{ id: `l${at}`, device: "desk_phone" }],
    }));
    const whole = { numbers: [{ number: "+375170000001" }], employees, departments: [] };
    await putCompany(service.operator, "large", { directory: whole });
    const last = { company: "large", line: "l19999", dialled: "10000" };
    assert.equal((await service.operator("POST decisions", last)).body["extension"], "29999");
  });

  test("with a field of a prototype's name has an unknown field", async () => {
    const question = '"company":"acme","line":"ivan-desk","dialled":"112"';
    for (const name of ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"]) {
      const answers = [
        await service.operator("PUT companies/acme", `{"name":"A","country":"BY","${name}":{"guests":"full"}}`),
        await service.operator("POST decisions", `{${question},"${name}":{"explain":true}}`),
        await service.operator(
          "PUT companies/acme/directory",
          `{"numbers":[],"employees":[],"departments":[],"${name}":[]}`,
        ),
      ];
      for (const answer of answers)
        assert.deepEqual([outcomeOf(answer), faultsOf(answer)], ["400 malformed", [`unknown_field /${name}`]]);
    }
    assert.equal(Object.hasOwn(Object.prototype, "guests"), false);
  });

  test("whose only fields are a prototype's is not taken for one that has them", async () => {
    const answer = await service.operator(
      "POST decisions",
      '{"__proto__":{"company":"acme","line":"ivan-desk","dialled":"112"}}',
    );
    assert.equal(outcomeOf(answer), "400 malformed");
  });

  test("that says a field twice means the last", async () => {
    const answer = await service.operator("PUT companies/acme", '{"name":"First","name":"Last","country":"BY"}');
    assert.equal(answer.body["name"], "Last");
  });

  test("with NUL bytes and lone surrogates is kept as it is, where any text may stand", async () => {
    for (const name of ["a\u0000b", "\ud800", "\udc00\ud800", "\u202e\u0000"]) {
      assert.equal(outcomeOf(await service.operator("PUT companies/acme", { ...company, name })), "200");
      assert.equal((await service.operator("GET companies/acme")).body["name"], name);
    }
    const answers = await Promise.all(
      ["\u0000", "\ud800", "a\u0000"].flatMap((id) => [
        service.operator("PUT companies/acme/directory", {
          ...directory,
          employees: [{ id, name: "x" }],
          departments: [],
        }),
        service.operator("POST keys", { name: "x", role: "admin", companies: [id] }),
      ]),
    );
    for (const answer of answers) assert.equal(outcomeOf(answer), "400 malformed");
    const dialled = { company: "acme", line: "ivan-desk", dialled: "\u0000\ud800" };
    assert.equal((await service.operator("POST decisions", dialled)).status, 200);
  });
});

describe("an address", () => {
  const outcomes = async (paths: readonly string[]): Promise<string[]> => {
    const answers: Answer[] = [];
    for (const path of paths)
      answers.push(await service.operator(`GET ${path}`, undefined, { headers: { connection: "close" } }));
    return answers.map(outcomeOf);
  };

  test("that is no page, asset or endpoint is 404, with and without a key", async () => {
    const paths = [
      "/index.html",
      "/companies/acme/nothing",
      "/nothing",
      "/api",
      "/api/v1",
      "/api/v1/",
      "/api/v2/companies",
      "/healthz/x",
      "/metrics/",
    ];
    const more = [
      "nothing",
      "companies/acme/",
      "companies/acme/nothing",
      "companies/acme/numbers",
      "companies//directory",
    ];
    for (const [key, ask] of [
      ["good", service.operator],
      ["none", service.as()],
    ] as const)
      for (const path of [...paths, ...more.map((rest) => `/api/v1/${rest}`)]) {
        const { status } = await ask(`GET ${path}`);
        // Below a company's address an empty id may be asked for; nobody has it.
        assert.ok(status === 404 || (status === 401 && key === "none"), `${status} of ${path}`);
      }
    for (const what of [
      "POST companies/acme",
      "DELETE companies",
      "PUT decisions",
      "GET decisions",
      "PATCH companies/acme",
    ] as const)
      assert.equal(outcomeOf(await service.operator(what, {})), "404 not_found", what);
  });

  test("that climbs out of a folder finds nothing", async () => {
    const paths = [
      "/../../etc/passwd",
      "/api/docs/static/../../../../../etc/passwd",
      "/api/docs/static/%2e%2e/%2e%2e/package.json",
      "/api/docs/static/..%2f..%2fpackage.json",
      "/api/docs/static/..%5c..%5cpackage.json",
      "/api/v1/companies/../../../etc/passwd",
    ];
    assert.deepEqual(
      await outcomes(paths),
      Array.from(paths, () => "404 not_found"),
    );
    const ids = ["..%2f..%2fetc", "%00", "%20", "acme%00", "%F0%9F%99%82", "..", "__proto__"];
    for (const [at, outcome] of (await outcomes(ids.map((id) => `companies/${id}/directory`))).entries())
      assert.match(outcome, /^404 (company_unknown|not_found)$/, ids[at]!);
  });

  test("that no decoder can read is malformed", async () => {
    assert.deepEqual(await outcomes(["companies/%", "companies/%ED%A0%80", "companies/%zz"]), [
      "400 malformed",
      "400 malformed",
      "400 malformed",
    ]);
  });

  test("of any length is an error of the catalogue", async () => {
    const lengths = [65, 200, 201, 1000, 10_000];
    for (const [at, outcome] of (await outcomes(lengths.map((length) => `companies/${"a".repeat(length)}`))).entries())
      assert.match(outcome, /^404 /, String(lengths[at]));
    assert.deepEqual(await outcomes([`companies/${"a".repeat(20_000)}`]), ["400 malformed"]);
    const long = await service.operator(`PUT companies/${"a".repeat(65)}`, company);
    assert.equal(outcomeOf(long), "400 malformed");
  });

  test("of a company whose id has no such form makes none", async () => {
    for (const id of ["a%20b", "%D0%B0", "a%2Fb", "a*b", "%00", ".", "..", "%2e%2e"])
      assert.equal(outcomeOf(await service.operator(`PUT companies/${id}`, company)), "400 malformed", id);
  });

  test("has no unknown words in its query", async () => {
    for (const query of ["limit=0", "limit=1001", "limit=1e1000", "limit=-1", "limit=1.5", "page=1", "limit=1&limit=2"])
      assert.equal(outcomeOf(await service.operator(`GET companies?${query}`)), "400 malformed", query);
    assert.equal(outcomeOf(await service.operator("GET companies?after=%00&limit=1")), "200");
  });
});

/** The headers of answers that the router did not write. */
const SAFE_TO_LOOK_AT =
  /x-content-type-options: nosniff\r\ncontent-security-policy: default-src 'none'; frame-ancestors 'none'\r\n/;

test("what is no HTTP is answered as a problem and the connection closed", async () => {
  for (const head of [
    "NONSENSE\r\n",
    "GET / HTTP/1.1\r\nhost x\r\n",
    `GET / HTTP/1.1\r\nx: ${"y".repeat(20_000)}\r\n`,
  ]) {
    const said = await raw(head, [], false);
    assert.match(said, /^HTTP\/1\.1 400 Bad Request\r\ncontent-type: application\/problem\+json/);
    assert.match(said, /"code":"malformed"/);
    assert.match(said, SAFE_TO_LOOK_AT);
  }
});

test("an answer that skips the router is safe to look at in a browser", async () => {
  assert.match(await raw("GET / HTTP/1.1\r\n", [], false), SAFE_TO_LOOK_AT);
  assert.match(await raw("GET / HTTP/1.1\r\nhost: x\r\nexpect: nothing\r\n", [], false), SAFE_TO_LOOK_AT);
});

/** All that the service says to bytes as they stand. */
async function raw(head: string, chunks: readonly string[], withKey = true): Promise<string> {
  const { hostname, port } = new URL(service.address);
  const socket = connect(Number(port), hostname);
  let said = "";
  socket.on("data", (chunk: Buffer) => {
    said += chunk.toString();
    if (said.includes('"code"')) socket.end();
  });
  socket.on("error", () => {});
  await once(socket, "connect");
  const key = withKey ? "authorization: Bearer operator-key-of-the-service-tests\r\n" : "";
  socket.write(`${head}${key}\r\n`);
  for (const chunk of chunks) socket.write(chunk);
  await once(socket, "close");
  return said;
}
