/** Requests made to hurt: the answer stays small, nothing is remembered of them, and calls go on. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, afterEach, before, describe, test } from "node:test";
import { directory, MAIN, putCompany, settings } from "../../lab/companies/acme.ts";
import { errorsOf, outcomeOf, type Answer, type Ask } from "../../lab/service/client.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";

const KIB = 1024;
const MIB = 1024 * KIB;

let service: TestService;
let foreign: Ask;
before(async () => {
  service = await serviceHere();
  await putCompany(service.operator, "acme", { directory, settings });
  await putCompany(service.operator, "other");
  foreign = await keyFor({ role: "pbx", companies: ["other"], sync: true });
});
after(() => service.stop());
afterEach(async () => {
  const asked = { company: "acme", line: "ivan-desk", dialled: "112" };
  assert.equal((await service.operator("POST decisions", asked)).body["callerId"], MAIN, "it goes on deciding");
});

async function keyFor(about: object): Promise<Ask> {
  const made = await service.operator("POST keys", { name: "key", ...about });
  return service.as(String(made.body["key"]));
}

/** `{"0":0,"1":0,…}`. */
const manyFields = (bytes: number) => {
  const fields: string[] = [];
  for (let length = 0, at = 0; length < bytes; at++) length += fields.push(`"${at}":0`) && fields[at]!.length + 1;
  return `{${fields.join()}}`;
};

const manyElements = (bytes: number, rest: object, list: string) =>
  JSON.stringify({ ...rest, [list]: [] }).replace(`"${list}":[]`, `"${list}":[${"0,".repeat(bytes / 2)}0]`);

function assertBounded(answer: Answer): void {
  assert.ok(errorsOf(answer).length <= 100, "at most a hundred errors");
  assert.ok(answer.text.length < 64 * KIB, `an answer of ${answer.text.length} characters`);
}

describe("wrong form", () => {
  test("of a stranger's sign-in is refused small, and counts as a wrong key", async () => {
    const from = "127.0.0.31";
    const large = await service.as()("POST session", manyFields(MIB / 2), { from });
    assert.equal(outcomeOf(large), "413 body_too_large");
    const small = await service.as()("POST session", manyFields(8 * KIB), { from });
    assert.equal(outcomeOf(small), "400 malformed");
    assertBounded(small);
    for (let tries = 0; tries < 30; tries++) await service.as()("POST session", "{", { from });
    const answer = await service.as()("POST session", "{", { from });
    assert.equal(outcomeOf(answer), "429 too_many_requests");
    assert.ok(Number(answer.headers["retry-after"]) > 0);
  });

  test("a hundred errors are named, of unknown fields the others counted", async () => {
    const answer = await service.operator("PUT companies/acme", manyFields(MIB / 2));
    assert.equal(outcomeOf(answer), "400 malformed");
    assertBounded(answer);
    assert.ok(Number(answer.body["more"]) > 10_000);
  });

  test("a million wrong elements are not collected", async () => {
    const empty = { numbers: [], employees: [], departments: [] };
    for (const list of ["numbers", "employees", "departments"]) {
      const answer = await service.operator("PUT companies/acme/directory", manyElements(8 * MIB, empty, list));
      assert.equal(outcomeOf(answer), "400 malformed", list);
      assertBounded(answer);
    }
    const document = { main: MAIN, personal: [], regional: [], priority: "regional" };
    for (const what of ["PUT companies/acme/outgoing-numbers", "POST companies/acme/outgoing-numbers/check"] as const) {
      const answer = await service.operator(what, manyElements(MIB / 2, document, "personal"), { ifMatch: 1 });
      assert.equal(outcomeOf(answer), "400 malformed", what);
      assertBounded(answer);
    }
  });

  test("a thousand mistakes against the rules are counted beyond the hundredth", async () => {
    const personal = Array.from({ length: 1000 }, (_, at) => ({
      number: MAIN,
      employee: `nobody-${at}`,
      device: "any",
    }));
    const answer = await service.operator("POST companies/acme/outgoing-numbers/check", { ...settings, personal });
    assert.equal(errorsOf(answer).length, 100);
    assert.equal(answer.body["more"], 900);
  });

  test("more than 20,000 entries are refused as such", async () => {
    const regional = Array.from({ length: 20_001 }, (_, at) => ({ number: MAIN, prefix: `+${1_000_000 + at}` }));
    const { headers } = await service.operator("GET companies/acme/outgoing-numbers");
    const answer = await service.operator(
      "PUT companies/acme/outgoing-numbers",
      { ...settings, regional },
      { ifMatch: headers.etag! },
    );
    assert.match(outcomeOf(answer), /^(413 body_too_large|422 too_many_entries)$/);
  });
});

describe("rights come before the body", () => {
  const targets = [
    "PUT companies/acme/directory",
    "POST companies/acme/directory/check",
    "PUT companies/acme/employees/x",
  ] as const;
  for (const what of targets)
    test(`${what} of another company is not there, whatever the body is`, async () => {
      const empty = { numbers: [], employees: [], departments: [] };
      for (const body of ["{", manyElements(MIB / 2, empty, "numbers")])
        assert.equal(outcomeOf(await foreign(what, body)), "404 company_unknown");
    });

  test("and before the form of settings", async () => {
    for (const what of ["PUT companies/acme/outgoing-numbers", "POST decisions/preview", "POST keys"] as const)
      assert.equal(outcomeOf(await foreign(what, "{")), "403 forbidden", what);
    assert.equal(outcomeOf(await service.as()("PUT companies/acme/directory", "{")), "401 key_required");
  });
});

test("unknown companies are not remembered", async () => {
  const used = async () =>
    /^callas_bound_used{bound="companies"} (.*)$/m.exec((await service.as()("GET /metrics")).text)?.[1];
  const before = await used();
  const pbx = await keyFor({ role: "pbx" });
  for (let at = 0; at < 300; at++) {
    const company = at % 2 === 0 ? `unknown-${at}` : "x".repeat(500 * KIB) + at;
    const answer = await pbx("POST decisions", { company, line: "l", dialled: "112" });
    assert.equal(outcomeOf(answer), "404 company_unknown");
    assert.ok(answer.text.length < 2 * KIB, "the id is not sent back whole");
  }
  assert.equal(await used(), before);
});

test("a key of forty thousand companies lists them", async () => {
  const companies = Array.from({ length: 40_000 }, (_, at) => `c${at}`);
  const admin = await keyFor({ role: "admin", companies: ["acme", ...companies] });
  const answer = await admin("GET companies");
  assert.equal(outcomeOf(answer), "200");
  assert.deepEqual(
    (answer.body["companies"] as { id: string }[]).map(({ id }) => id),
    ["acme"],
  );
});

describe("HTTP at its edges", () => {
  async function said(...lines: readonly string[]): Promise<string> {
    const { port } = new URL(service.address);
    const socket = connect(Number(port), "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => (text += chunk.toString()));
    socket.write(`${lines.join("\r\n")}\r\n\r\n`);
    await once(socket, "close");
    return text;
  }

  test("an expectation that nobody can meet is refused in form", async () => {
    const text = await said("GET /healthz HTTP/1.1", "host: x", "expect: nonsense", "connection: close");
    assert.match(text, /^HTTP\/1\.1 417 /);
    assert.match(text, /application\/problem\+json/);
    assert.match(text, /"code":"expectation_failed"/);
  });

  test("a request has one Host", async () => {
    for (const hosts of [[], ["host: a", "host: b"]]) {
      const text = await said("GET /healthz HTTP/1.1", ...hosts, "connection: close");
      assert.match(text, /^HTTP\/1\.1 400 /);
      assert.match(text, /"code":"malformed"/);
    }
    assert.match(await said("GET /healthz HTTP/1.0", "connection: close"), /^HTTP\/1\.1 200 /);
  });

  test("what is sent after a refusal is not read for ever", async () => {
    const { port } = new URL(service.address);
    const socket = connect(Number(port), "127.0.0.1");
    socket.on("error", () => {});
    socket.write(
      "POST /api/v1/decisions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer operator-key-of-the-service-tests\r\n" +
        "transfer-encoding: chunked\r\n\r\n",
    );
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    let sent = 0;
    for (; sent < 64 * MIB && !socket.destroyed; sent += 0x10000)
      if (!socket.write(chunk))
        await Promise.race([once(socket, "drain"), once(socket, "close")]).catch(() => once(socket, "close"));
    assert.ok(socket.destroyed, "the connection is closed");
    assert.ok(sent < 32 * MIB, `${sent} bytes were taken`);
  });
});

test("answers are kept by no cache, and read as what they say they are", async () => {
  const asked = { company: "acme", line: "ivan-desk", dialled: "112" };
  for (const [what, body] of [
    ["POST decisions", asked],
    ["GET companies/acme/directory", undefined],
    ["GET decision?company=acme&line=ivan-desk&dialled=112", undefined],
    ["GET keys", undefined],
    ["GET companies/nobody", undefined],
  ] as const) {
    const { headers } = await service.operator(what, body);
    assert.equal(headers["cache-control"], "no-store", what);
    assert.equal(headers["x-content-type-options"], "nosniff", what);
    assert.match(String(headers["content-security-policy"]), /frame-ancestors 'none'/, what);
  }
});
