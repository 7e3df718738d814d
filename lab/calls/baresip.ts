/** baresip, a real softphone. */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end } from "../service/end.ts";
import type { PhoneAccount } from "./phone.ts";
import { freePort } from "./ports.ts";

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

/** @param command executed at start, in the syntax of baresip's command line */
export async function startBaresip(
  kamailioPort: number,
  { line, domain, password }: PhoneAccount,
  command: readonly string[],
) {
  const folder = await mkdtemp(join(tmpdir(), "callas-baresip-"));
  const sound = join(folder, "silence.wav");
  await writeFile(sound, silence());
  await writeFile(
    join(folder, "config"),
    [
      `sip_listen 127.0.0.1:${await freePort()}`,
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
      await end(child, "SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
