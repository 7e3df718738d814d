/** A connection that carries netstrings in both directions, and is given up when the other side falls silent. */
import { connect } from "node:net";
import { encodeNetstring, netstringReader } from "./netstring.ts";

const HEARTBEAT_MS = 500;
/** Each heartbeat is answered; a side that has been silent for so long is gone, whatever TCP believes. */
const SILENCE_MS = 3_000;
const CONNECT_MS = 2_000;
/** The longest message that is read, in bytes: four texts of a phone of 256 bytes each, escaped. */
const MESSAGE_LIMIT = 64 * 1024;
/** What is written and not yet read, in bytes. Beyond that an answer would come too late for its call. */
const UNREAD_LIMIT = 1024 * 1024;

export type LinkOptions = Readonly<{
  host: string;
  port: number;
  /** The first message on the connection, and one of its own twice a second. */
  heartbeat: string;
  /** When the message was sent that has waited longest for the other side, by performance.now(). */
  oldestWaiting: () => number | undefined;
  /** Called for each chunk that comes, with the messages that it completes, if any. */
  received: (messages: readonly string[]) => void;
  /** Called before the connection is given up. */
  failed: (code: "silent" | "bad_message", error?: unknown) => void;
  /** Called once, whatever the reason; with an error where the socket had one. */
  ended: (error: Error | undefined) => void;
}>;

export type Link = Readonly<{
  send: (message: string) => void;
  /** Sends an answer that is of no use later: answers false where the other side is gone or does not read. */
  deliver: (message: string) => boolean;
  /** Ends the connection once all is written. */
  end: () => void;
  destroy: () => void;
}>;

export function openLink(options: LinkOptions): Link {
  const { host, port, heartbeat } = options;
  const socket = connect({ host, port, noDelay: true });
  const reader = netstringReader(MESSAGE_LIMIT);
  let lastHeard = performance.now();
  let socketError: Error | undefined;

  const send = (message: string): void => {
    if (socket.writable) socket.write(encodeNetstring(message));
  };
  const giveUp = (code: "silent" | "bad_message", error?: unknown): void => {
    options.failed(code, error);
    socket.destroy();
  };
  const checkAndBeat = (): void => {
    if (socket.destroyed) return;
    const now = performance.now();
    const silentFrom = Math.min(lastHeard, options.oldestWaiting() ?? now);
    if (now - silentFrom > SILENCE_MS) giveUp("silent");
    else send(heartbeat);
  };
  // A process that was stopped for a while first reads the messages that came meanwhile: immediates run after reading.
  const beat = setInterval(() => setImmediate(checkAndBeat), HEARTBEAT_MS);
  socket.setTimeout(CONNECT_MS, () => socket.destroy());

  socket.on("connect", () => {
    socket.setTimeout(0);
    lastHeard = performance.now();
    send(heartbeat);
  });
  socket.on("data", (chunk: Buffer) => {
    lastHeard = performance.now();
    let messages: string[];
    try {
      messages = reader.read(chunk);
    } catch (error) {
      giveUp("bad_message", error);
      return;
    }
    options.received(messages);
  });
  socket.on("error", (error) => (socketError = error));
  socket.on("close", () => {
    clearInterval(beat);
    options.ended(socketError);
  });

  return {
    send,
    deliver(message) {
      if (!socket.writable || socket.writableLength > UNREAD_LIMIT) return false;
      send(message);
      return true;
    },
    end: () => void socket.end(),
    destroy: () => void socket.destroy(),
  };
}
