/** Captures the loopback interface with tcpdump. Needs root. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end } from "../service/end.ts";

export type Capture = AsyncDisposable &
  Readonly<{
    /** Stops capturing and returns a pcap file. */
    end: () => Promise<Buffer>;
  }>;

/** Starts to capture UDP from and to a port. */
export async function startCapture(port: number): Promise<Capture> {
  const folder = await mkdtemp(join(tmpdir(), "callas-capture-"));
  const file = join(folder, "lo.pcap");
  const words = ["-i", "lo", "-U", "-B", "65536", "-s", "1500", "-w", file, "udp", "port", String(port)];
  const tcpdump = spawn("tcpdump", words, { stdio: ["ignore", "ignore", "pipe"] });
  await once(tcpdump.stderr, "data");
  return {
    async end() {
      await end(tcpdump, "SIGINT");
      return readFile(file);
    },
    async [Symbol.asyncDispose]() {
      await end(tcpdump, "SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
