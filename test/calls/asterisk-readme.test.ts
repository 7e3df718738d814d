/** The lines of the README, word for word, with a scripted Callas: what it is asked, and what becomes of its line. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { openPhone, type Phone } from "../../lab/calls/phone.ts";
import type { SipMessage } from "../../lab/calls/sip.ts";
import { openCarrier } from "../../lab/calls/carrier.ts";
import { openOffice, phones, seen, showing, trunk, type OfficeStage } from "./asterisk-stage.ts";

const folder = join(import.meta.dirname, "../../pbx/asterisk");
const KEY = "a-key-of-role-pbx";
const MAIN = "+375171110000";

const asked: URL[] = [];
const keys = new Set<string | undefined>();
let line = "";
const callas = createServer((request, response) => {
  asked.push(new URL(request.url ?? "", "http://callas.example"));
  keys.add(request.headers.authorization);
  response.end(line);
});
let stage: OfficeStage;
let phone: Phone;

before(async () => {
  callas.listen(0, "127.0.0.1");
  await once(callas, "listening");
  const readme = await readFile(join(folder, "README.md"), "utf8");
  const block = /^ +exten => _X\.,1,Gosub[^]*?```/m.exec(readme)?.[0] ?? "";
  const dialplan = block.replace("```", "").replaceAll(/^ {3}/gm, "");
  assert.ok(dialplan.includes("Dial("), "the README has the dialplan");
  const includes = "#include callas-settings.conf\n#include callas.conf\n";
  assert.ok(readme.replaceAll(/^ {3}/gm, "").includes(includes));
  const settings = (await readFile(join(folder, "callas-settings.conf"), "utf8"))
    .replace("127.0.0.1:8480", `127.0.0.1:${(callas.address() as AddressInfo).port}`)
    .replace("paste-the-key-here", KEY);
  assert.ok(settings.includes(KEY));
  // Beside them, what the tables of the README say: a named trunk, and a call that the dialplan forwards.
  const withTrunk = dialplan.replace("exten => _X.,1,", "exten => _X.,1,Set(CALLAS_TRUNK=carrier-a)\n same => n,");
  const forwarding =
    "exten => *1,1,Set(CALLAS_LINE=olga-desk)\n same => n,Set(CALLAS_FORWARDED_FROM=+493099999999)\n" +
    " same => n,Set(CALLAS_FORWARD_REASON=cfb)\n same => n,Goto(named,80291234501,1)\n" +
    "exten => *2,1,Goto(named,80291234501,1)\n";
  const extensions = [`[phones]\n${dialplan}${forwarding}`, `[named]\n${withTrunk}`, includes];
  const carrier = await openCarrier();
  stage = await openOffice({
    way: "http",
    carrier,
    files: { "extensions.conf": extensions.join("\n"), "callas-settings.conf": settings },
    sections: { "trunk](trunk)": trunk(carrier.port) },
  });
  phone = await openPhone(phones.petr, stage.asterisk.port);
});
after(async () => {
  await phone?.close();
  await stage?.close();
  await stage?.carrier.close();
  callas.close();
});
afterEach(() => {
  asked.length = 0;
});

const arrives = async (dialled: string, headers: readonly string[] = []): Promise<SipMessage> => {
  const calls = stage.carrier.calls();
  const call = await phone.call({ dialled, headers });
  assert.equal((await call.final()).status, 200);
  await call.ack();
  const invite = await stage.carrier.wait("the call", (m) => m.method === "INVITE" && !calls.has(m.header("Call-ID")));
  assert.equal((await call.within("BYE")).status, 200);
  return invite;
};
const question = () => Object.fromEntries(asked[0]?.searchParams ?? []);

test("an ordinary call names the company, the line and what was dialled, with the key", async () => {
  line = `ok|+375171110001|0|country|+49301234567||${MAIN}`;
  const invite = await arrives("81049301234567");
  assert.deepEqual(seen(invite), showing("+375171110001"));
  assert.ok(invite.start.startsWith("INVITE sip:+49301234567@"));
  assert.equal(asked[0]?.pathname, "/api/v1/decision");
  assert.deepEqual(question(), { company: "acme", line: phones.petr.line, dialled: "81049301234567" });
  assert.deepEqual([...keys], [`Basic ${Buffer.from(`pbx:${KEY}`).toString("base64")}`]);
  assert.match(await stage.asterisk.command("database get callas acme"), /\+375171110000/);
});
test("what the phone asks for is passed on", async () => {
  line = `ok|+375171110001|1|chosen|+49301234567||${MAIN}`;
  const invite = await arrives("81049301234567", ["P-Preferred-Identity: <sip:+375171110001@x>", "Privacy: id"]);
  assert.deepEqual(question(), {
    company: "acme",
    line: phones.petr.line,
    dialled: "81049301234567",
    chosen: "sip:+375171110001@x",
    privacy: "true",
  });
  assert.deepEqual(invite.headers("Privacy"), ["id"]);
});
test("a trunk is named, and its forms are used as they come", async () => {
  line = "ok|80171110001|0|employee|80291234501||80171110000";
  const invite = await arrives("*2");
  assert.deepEqual(seen(invite), showing("80171110001"));
  assert.ok(invite.start.startsWith("INVITE sip:80291234501@"));
  assert.equal(question()["trunk"], "carrier-a");
  assert.match(await stage.asterisk.command("database get callas acme/carrier-a"), /80171110000/);
});
test("a call that the dialplan forwards may keep its caller, and Diversion holds a number of the company", async () => {
  line = "ok|+493099999999|0|forwarded|80291234501|80171110001|80171110000";
  const invite = await arrives("*1", ["Privacy: id", "P-Preferred-Identity: <sip:+375171110001@x>"]);
  assert.deepEqual(question(), {
    company: "acme",
    line: "olga-desk",
    dialled: "80291234501",
    trunk: "carrier-a",
    forwardedFrom: "+493099999999",
  });
  assert.deepEqual(seen(invite), {
    ...showing("+493099999999"),
    diversion: ["<sip:80171110001@pbx.example>;reason=user-busy"],
  });
});
test("a company without a number is not shown as an earlier one", async () => {
  line = "ok||0|none|+375291234501||";
  assert.equal((await (await phone.call({ dialled: "80291234501" })).final()).status, 403);
  line = "error|storage_unavailable";
  assert.equal((await (await phone.call({ dialled: "80291234501" })).final()).status, 503);
});
