/** A connection that carries netstrings in both directions, and is given up when the other side falls silent. */
import { connect } from "node:net";
import { netstring, netstringReader } from "./netstring.ts";

const HEARTBEAT_MS = 500;
/** Each heartbeat is answered; a side that has been silent for this long is gone, whatever TCP believes. */
const SILENCE_MS = 3_000;
const CONNECT_MS = 2_000;
/** The longest message that is read, in bytes: a Request-URI of 512 bytes and other texts of a phone, escaped. */
const MESSAGE_LIMIT = 64 * 1024;
/** Read at once, in bytes. */
const CHUNK = 64 * 1024;
/** Bytes written and not yet read. Beyond this limit an answer would be too late for its call. */
const UNREAD_LIMIT = 1024 * 1024;

export type LinkOptions = Readonly<{
  host: string;
  port: number;
  /** The first message on the connection. */
  greeting: string;
  /** Sent twice a second; undefined until the other side has accepted the connection. */
  heartbeat: () => string | undefined;
  /** When the message that has waited longest for an acknowledgement was sent, by performance.now(). */
  oldestWaiting: () => number | undefined;
  /**
   * Called for each chunk that arrives, with the messages that it completes, if any. What is sent until it returns
   * is written at once.
   */
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
  const { host, port } = options;
  // One buffer in place of a stream, which allocates 64 KiB and calls ten functions for each short message.
  const onread = { buffer: Buffer.allocUnsafe(CHUNK), callback: (length: number) => read(length) };
  const socket = connect({ host, port, noDelay: true, onread });
  const reader = netstringReader(MESSAGE_LIMIT);
  let lastHeard = performance.now();
  let socketError: Error | undefined;
  /** What is sent while messages are received: a write costs more than the answer that it carries. */
  let held: string | undefined;

  const write = (text: string): void => {
    if (text !== "" && socket.writable) socket.write(text);
  };
  const send = (message: string): void => {
    if (held === undefined) write(netstring(message));
    else held += netstring(message);
  };
  const release = (): void => {
    const text = held ?? "";
    held = undefined;
    write(text);
  };
  const giveUp = (code: "silent" | "bad_message", error?: unknown): void => {
    options.failed(code, error);
    socket.destroy();
  };
  const checkAndBeat = (): void => {
    if (socket.destroyed) return;
    const now = performance.now();
    const silentFrom = Math.min(lastHeard, options.oldestWaiting() ?? now);
    if (now - silentFrom > SILENCE_MS) {
      giveUp("silent");
      return;
    }
    const heartbeat = options.heartbeat();
    if (heartbeat !== undefined) send(heartbeat);
  };
  // A process that was stopped for a while first reads the messages that came meanwhile: immediates run after reading.
  const beat = setInterval(() => setImmediate(checkAndBeat), HEARTBEAT_MS);
  socket.setTimeout(CONNECT_MS, () => socket.destroy());

  socket.on("connect", () => {
    socket.setTimeout(0);
    lastHeard = performance.now();
    send(options.greeting);
  });
  const read = (length: number): boolean => {
    lastHeard = performance.now();
    let messages: readonly string[];
    try {
      messages = reader.read(onread.buffer, length);
    } catch (error) {
      giveUp("bad_message", error);
      return false;
    }
    held = "";
    options.received(messages);
    release();
    return true;
  };
  socket.on("error", (error) => (socketError = error));
  socket.on("close", () => {
    clearInterval(beat);
    options.ended(socketError);
  });

  return {
    send,
    deliver(message) {
      if (!socket.writable || socket.writableLength + (held?.length ?? 0) > UNREAD_LIMIT) return false;
      send(message);
      return true;
    },
    end() {
      release();
      socket.end();
    },
    destroy: () => void socket.destroy(),
  };
}
