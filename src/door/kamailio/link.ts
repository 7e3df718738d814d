/** A connection that carries netstrings in both directions, and is given up when the other side falls silent. */
import { connect } from "node:net";
import { encodeNetstring, netstringReader } from "./netstring.ts";

const HEARTBEAT_MS = 500;
/** Each heartbeat is answered; a side that has been silent for this long is gone, whatever TCP believes. */
const SILENCE_MS = 3_000;
const CONNECT_MS = 2_000;
/** The longest message that is read, in bytes: four texts of a phone of 256 bytes each, escaped. */
const MESSAGE_LIMIT = 64 * 1024;
/** Bytes written and not yet read. Beyond this limit an answer would be too late for its call. */
const UNREAD_LIMIT = 1024 * 1024;

export type LinkOptions = Readonly<{
  host: string;
  port: number;
  /** The first message on the connection, and one of its own twice a second. */
  heartbeat: string;
  /** When the message that has waited longest for an acknowledgement was sent, by performance.now(). */
  oldestWaiting: () => number | undefined;
  /** Called for each chunk that arrives, with the messages that it completes, if any. */
  received: (messages: readonly string[]) => void;
  /** Called before the connection is given up. */
  failed: (code: "silent" | "bad_message", error?: unknown) => void;
  /** Called once, for any reason, with the error of the socket if there was one. */
  ended: (error: Error | undefined) => void;
}>;

export type Link = Readonly<{
  send: (message: string) => void;
  /** Sends a message that is useless if late: returns false if the other side is gone or is not reading. */
  deliver: (message: string) => boolean;
  /** Ends the connection once everything is written. */
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
