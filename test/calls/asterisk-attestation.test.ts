/** STIR/SHAKEN: Asterisk signs with a key made here, A for a confirmed number and B for another. */
import assert from "node:assert/strict";
import { generateKeyPairSync, verify } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openCarrier } from "../../lab/calls/carrier.ts";
import { openPhone } from "../../lab/calls/phone.ts";
import { openOffice, phones, seen, showing, trunk } from "./asterisk-stage.ts";
import { numbers } from "./company.ts";

test("the example signs by the number that is shown", async () => {
  const folder = await mkdtemp(join(tmpdir(), "callas-shaken-"));
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = join(folder, "shaken.pem");
  await writeFile(key, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  const example = await readFile(join(import.meta.dirname, "../../pbx/asterisk/example/stir_shaken.conf"), "utf8");
  const conf = example
    .replace("/etc/asterisk/keys/shaken.pem", key)
    .replace("[375171234567]", `[${numbers.germany.slice(1)}]`);
  assert.ok(conf.includes(key));
  const carrier = await openCarrier();
  const stage = await openOffice({
    way: "http",
    carrier,
    files: { "stir_shaken.conf": conf },
    sections: { "trunk-a](trunk)": [...trunk(carrier.port), "endpoint/stir_shaken_profile=attest"] },
  });
  const phone = await openPhone(phones.ivanDesk, stage.asterisk.port);
  try {
    for (const [dialled, called, number, level] of [
      ["81049301234567", "+49301234567", numbers.germany, "A"],
      ["80291234501", "+375291234501", numbers.ivan, "B"],
    ] as const) {
      const call = await phone.call({ dialled });
      assert.equal((await call.final()).status, 200);
      await call.ack();
      const invite = await carrier.invite(called);
      assert.deepEqual(seen(invite), showing(number));
      const [token = ""] = invite.header("Identity").split(";");
      const [header = "", payload = "", signature = ""] = token.split(".");
      const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
      assert.equal(claims["attest"], level);
      assert.deepEqual(claims["orig"], { tn: number.slice(1) });
      assert.deepEqual(claims["dest"], { tn: [called.slice(1)] });
      const signed = Buffer.from(`${header}.${payload}`);
      const spelled = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;
      assert.ok(verify("sha256", signed, spelled, Buffer.from(signature, "base64url")));
      assert.equal((await call.within("BYE")).status, 200);
    }
  } finally {
    await phone.close();
    await stage.close();
    await carrier.close();
    await rm(folder, { recursive: true, force: true });
  }
});
