/** A real softphone: baresip registers, calls out, and is called by a colleague. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { numbers, subscribers, traces } from "./company.ts";
import { eventually } from "../../lab/eventually.ts";
import { assertNoTrace } from "./no-trace.ts";
import { openPhone } from "../../lab/calls/phone.ts";
import { freeUdpPort } from "../../lab/calls/ports.ts";
import { openStage, type Stage } from "./stage.ts";

/** A second of silence: PCM, 8 kHz, 16 bit, one channel. */
function silence(): Buffer {
  const samples = Buffer.alloc(16_000);
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8_000, 24);
  header.writeUInt32LE(16_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

async function startBaresip(
  kamailioPort: number,
  { line, domain, password }: Readonly<{ line: string; domain: string; password: string }>,
  command: readonly string[],
) {
  const folder = await mkdtemp(join(tmpdir(), "callas-baresip-"));
  const sound = join(folder, "silence.wav");
  await writeFile(sound, silence());
  await writeFile(
    join(folder, "config"),
    [
      `sip_listen 127.0.0.1:${await freeUdpPort()}`,
      "module_path /usr/lib/baresip/modules",
      "module g711.so",
      "module aufile.so",
      "module_app account.so",
      "module_app menu.so",
      `audio_source aufile,${sound}`,
      `audio_player aufile,${join(folder, "heard.wav")}`,
      `audio_alert aufile,${join(folder, "alert.wav")}`,
      "",
    ].join("\n"),
  );
  await writeFile(
    join(folder, "accounts"),
    `"Ivan IvanPetrov" <sip:${line}@${domain}>;auth_user=${line};auth_pass=${password};outbound="sip:127.0.0.1:${kamailioPort};transport=udp";regint=60;answermode=auto\n`,
  );
  await writeFile(join(folder, "contacts"), "");
  let output = "";
  const child = spawn("baresip", ["-f", folder, ...command], { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return {
    output: () => output,
    /** Hangs up and unregisters. */
    async quit() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        await once(child, "exit");
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describe("baresip", () => {
  let stage: Stage;

  before(async () => {
    stage = await openStage();
  });
  after(() => stage?.close());

  test("calls out and hangs up: the carrier sees the employee's number and no trace of the phone", async () => {
    const { ivanSoft } = subscribers;
    const baresip = await startBaresip(stage.kamailio.port, ivanSoft, [
      "-e",
      `/dial sip:80294443322@${ivanSoft.domain}`,
    ]);
    try {
      const invite = await stage.carrier.invite("+375294443322");
      const ended = (method: string) => () =>
        stage.carrier.call(invite).some((m) => m.method === method) ? true : undefined;
      await eventually("the ACK", ended("ACK"));
      await baresip.quit();
      await eventually("the BYE", ended("BYE"));
      const messages = stage.carrier.call(invite);
      assertNoTrace(messages, traces);
      assert.match(invite.header("From"), new RegExp(`^<sip:\\${numbers.ivan}@pbx\\.example>;tag=`));
      assert.equal(invite.header("P-Asserted-Identity"), `<sip:${numbers.ivan}@pbx.example>`);
    } finally {
      await baresip.quit();
    }
  });

  test("is registered, rings when a colleague calls its extension, and answers", async () => {
    const baresip = await startBaresip(stage.kamailio.port, subscribers.olga, []);
    const petr = await openPhone(subscribers.petr, stage.kamailio.port);
    try {
      await eventually("the registration", () => (/200 OK/.test(baresip.output()) ? true : undefined));
      const call = await petr.call({ dialled: "620202" });
      assert.equal((await call.final()).status, 200);
      await call.ack();
      assert.equal((await call.within("BYE")).status, 200);
      assert.match(baresip.output(), /620203/);
    } finally {
      await petr.close();
      await baresip.quit();
    }
  });
});
