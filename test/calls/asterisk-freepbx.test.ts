/**
 * The hook for FreePBX, word for word, in a dialplan of FreePBX's order: it sets the caller ID of an extension or a
 * trunk, strips the route's prefix, then calls the hook for each trunk. No FreePBX is needed, and none was tried.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { openPhone, type Phone } from "../../lab/calls/phone.ts";
import { openOffice, phones, seen, showing, type OfficeStage } from "./asterisk-stage.ts";
import { numbers, traces } from "./company.ts";
import { assertNoTrace } from "./no-trace.ts";

const ROUTES = `#include extensions_custom.conf

[phones]
exten => _9.,1,Gosub(macro-dialout-trunk,s,1(1,\${EXTEN:1}))
 same => n,Hangup(21)

[macro-dialout-trunk]
exten => s,1,Set(DIAL_TRUNK=\${ARG1})
 same => n,Set(DIAL_NUMBER=\${ARG2})
 same => n,Set(CALLERID(all)="Иван Петров" <620201>)
 same => n,Set(OUTNUM=\${DIAL_NUMBER})
 same => n,Gosub(macro-dialout-trunk-predial-hook,s,1)
 same => n,GotoIf($["\${PREDIAL_HOOK_RET}" = "BYPASS"]?end)
 same => n,Dial(PJSIP/\${OUTNUM}@trunk-a,300)
 same => n(end),Return()
`;

describe("the hook of FreePBX", () => {
  let stage: OfficeStage;
  let phone: Phone;

  before(async () => {
    const hook = await readFile(join(import.meta.dirname, "../../pbx/asterisk/extensions_custom.conf"), "utf8");
    stage = await openOffice({ way: "http", files: { "extensions.conf": ROUTES, "extensions_custom.conf": hook } });
    phone = await openPhone(phones.ivanDesk, stage.asterisk.port);
  });
  after(async () => {
    await phone?.close();
    await stage?.close();
  });

  const outnum = "81049301234567";
  for (const [what, headers, shown] of [
    ["shows the number", [], showing(numbers.germany)],
    [
      "withholds it",
      ["Privacy: id"],
      { ...showing(numbers.germany), from: '"Anonymous" <sip:anonymous@pbx.example>', privacy: ["id"] },
    ],
    ["drops a forged Diversion, for one of the company's", ["Diversion: <sip:+375441112233@x>"], undefined],
  ] as const)
    test(`${what}, and calls the number that FreePBX wants`, async () => {
      const calls = stage.carrier.calls();
      const call = await phone.call({ dialled: `9${outnum}`, headers });
      assert.equal((await call.final()).status, 200);
      await call.ack();
      const invite = await stage.carrier.wait(
        "the call",
        (m) => m.method === "INVITE" && !calls.has(m.header("Call-ID")),
      );
      assert.ok(invite.start.startsWith(`INVITE sip:${outnum}@`));
      if (shown === undefined) assert.match(seen(invite).diversion.join(), new RegExp(`^<sip:\\${numbers.germany}@`));
      else assert.deepEqual(seen(invite), shown);
      assert.equal((await call.within("BYE")).status, 200);
      assertNoTrace(stage.carrier.call(invite), traces);
    });
  test("skips the trunk where the call is none", async () => {
    const calls = stage.carrier.calls().size;
    assert.equal((await (await phone.call({ dialled: "9*100" })).final()).status, 403);
    assert.equal(stage.carrier.calls().size, calls);
  });
});
