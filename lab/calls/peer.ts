/** A client of Kamailio's evapi socket that does what a test tells it to, as Callas or as anybody else. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { greet } from "../../src/door/kamailio/greeting.ts";
import { readMessage, type Question } from "../../src/door/kamailio/messages.ts";
import { encodeNetstring, netstringReader } from "../../src/door/kamailio/netstring.ts";
import { eventually } from "../eventually.ts";

export type EvapiPeer = Readonly<{
  received: readonly string[];
  say: (message: string) => void;
  /** Bytes that need not be netstrings. */
  write: (bytes: string | Buffer) => void;
  close: () => Promise<void>;
}>;

/** Kamailio listens some moments after it has started. */
const connected = (port: number): Promise<Socket> =>
  eventually("evapi to listen", async () => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    try {
      await once(socket, "connect");
      return socket;
    } catch {
      return undefined;
    }
  });

export async function openEvapiPeer(port: number, heard?: (message: string) => void): Promise<EvapiPeer> {
  const socket = await connected(port);
  const received: string[] = [];
  const reader = netstringReader(1 << 20);
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Buffer) => {
    for (const message of reader.read(chunk)) {
      received.push(message);
      heard?.(message);
    }
  });
  return {
    received,
    say: (message) => void socket.write(encodeNetstring(message)),
    write: (bytes) => void socket.write(bytes),
    async close() {
      if (socket.destroyed) return;
      socket.destroy();
      await once(socket, "close");
    },
  };
}

/** A Callas that greets, beats, and leaves the questions to the test. */
export async function openScriptedCallas(
  port: number,
  asked: (question: Question, peer: EvapiPeer) => void = () => undefined,
  secret = "",
): Promise<EvapiPeer> {
  const greeting = greet(secret);
  let accepted = false;
  const peer = await openEvapiPeer(port, (text) => {
    const message = readMessage(text);
    if (message?.type === "challenge") {
      const answer = greeting.answer(message);
      if ("proof" in answer) peer.say(`callas|proof|${answer.proof}`);
    } else if (message?.type === "welcome") accepted = true;
    else if (message?.type === "ask") asked(message.question, peer);
  });
  peer.say(`callas|hello|1|${greeting.nonce}|scripted`);
  await eventually("Kamailio to accept the scripted Callas", () => accepted || undefined);
  const beat = setInterval(() => peer.say("callas|beat"), 500);
  peer.say("callas|beat");
  return {
    ...peer,
    async close() {
      clearInterval(beat);
      await peer.close();
    },
  };
}
