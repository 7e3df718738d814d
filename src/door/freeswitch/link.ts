/** A connection to an event socket: signs in, sends commands, hands over events; given up when the other is silent. */
import { connect } from "node:net";
import { eventSocketReader, type SocketMessage } from "./event-socket.ts";

/** A FreeSWITCH that has not replied to a command for this long is gone, whatever TCP believes. */
const SILENCE_MS = 3_000;
/** To connect, to be asked for the password, and to be let in. */
const SIGN_IN_MS = 2_000;
const CHECK_MS = 500;
/** Bytes written and not yet read. */
const UNREAD_LIMIT = 1024 * 1024;
/** Commands without a reply. */
const MOST_UNREPLIED = 5_000;

type LinkFailure = "silent" | "bad_message" | "wrong_password" | "access_denied";

export type LinkOptions = Readonly<{
  host: string;
  port: number;
  password: string;
  /** FreeSWITCH carries out commands one by one: behind one that has waited this long, a delivery would be late. */
  lateAfterMs: number;
  /** Sent once signed in, before anything else. */
  subscribe: string;
  /** Called once, when the subscription is there. */
  ready: () => void;
  /** Called for each event, with its body; undefined if it was too long to be read. */
  event: (body: string | undefined) => void;
  /** Called before the connection is given up. */
  failed: (code: LinkFailure, error?: unknown) => void;
  /** Called once, for any reason, with the error of the socket if there was one. */
  ended: (error: Error | undefined) => void;
}>;

/** @param text the whole reply, such as `+OK` */
type OnReply = (text: string) => void;

export type Link = Readonly<{
  /** Drops the command if the connection has ended. */
  send: (command: string, onReply?: OnReply) => void;
  /**
   * Sends commands that are useless if late, together.
   * @returns false, with nothing sent, if FreeSWITCH is gone or is not reading
   */
  deliver: (commands: readonly string[], onReply: OnReply) => boolean;
  /** Ends the connection once everything is written. */
  end: () => void;
  destroy: () => void;
}>;

export function openLink(options: LinkOptions): Link {
  const socket = connect({ host: options.host, port: options.port, noDelay: true });
  const reader = eventSocketReader();
  const unreplied: { sentAt: number; onReply: OnReply | undefined }[] = [];
  let socketError: Error | undefined;

  const send = (command: string, onReply?: OnReply): void => {
    if (!socket.writable) return;
    unreplied.push({ sentAt: performance.now(), onReply });
    socket.write(`${command}\n\n`);
  };
  const giveUp = (code: LinkFailure, error?: unknown): void => {
    if (socket.destroyed) return;
    options.failed(code, error);
    socket.destroy();
  };
  const waitedFor = (): number => {
    const [oldest] = unreplied;
    return oldest === undefined ? 0 : performance.now() - oldest.sentAt;
  };

  const signIn = (): void =>
    send(`auth ${options.password}`, (text) => {
      if (!text.startsWith("+OK")) return giveUp("wrong_password");
      send(options.subscribe, (reply) => {
        if (!reply.startsWith("+OK")) return giveUp("access_denied");
        clearTimeout(signInTimer);
        options.ready();
      });
    });
  const take = ({ headers, body }: SocketMessage): void => {
    const type = headers.get("content-type");
    if (type === "auth/request") signIn();
    else if (type === "text/event-plain") options.event(body);
    else if (type === "command/reply") replied(headers.get("reply-text") ?? "");
    else if (type === "api/response") replied(body ?? "");
    else if (type === "text/rude-rejection") giveUp("access_denied");
    else if (type === "text/disconnect-notice") socket.end();
    else giveUp("bad_message", new Error(`a message of the type ${type ?? "none"}`));
  };
  const replied = (text: string): void => {
    const command = unreplied.shift();
    if (command === undefined) giveUp("bad_message", new Error("a reply to no command"));
    else command.onReply?.(text.trim());
  };

  const signInTimer = setTimeout(() => socket.destroy(), SIGN_IN_MS);
  // A process that was stopped for a while first reads the replies that came meanwhile: immediates run after reading.
  const check = setInterval(() => {
    setImmediate(() => {
      if (waitedFor() > SILENCE_MS) giveUp("silent");
    });
  }, CHECK_MS);

  socket.on("data", (chunk: Buffer) => {
    let messages: readonly SocketMessage[];
    try {
      messages = reader.read(chunk);
    } catch (error) {
      giveUp("bad_message", error);
      return;
    }
    for (const message of messages) {
      if (socket.destroyed) return;
      take(message);
    }
  });
  socket.on("error", (error) => (socketError = error));
  socket.on("close", () => {
    clearInterval(check);
    clearTimeout(signInTimer);
    options.ended(socketError);
  });

  return {
    send,
    deliver(commands, onReply) {
      const isReading = socket.writableLength <= UNREAD_LIMIT && unreplied.length < MOST_UNREPLIED;
      if (!socket.writable || !isReading || waitedFor() > options.lateAfterMs) return false;
      socket.cork();
      for (const command of commands) send(command, onReply);
      socket.uncork();
      return true;
    },
    end: () => void socket.end(),
    destroy: () => void socket.destroy(),
  };
}
