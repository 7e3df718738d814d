/** Mail to one person at a time, over the operator's SMTP server. */
import { connect, type Socket } from "node:net";
import { z } from "zod";
import { Refusal } from "../policy/refusal.ts";
import { createQueue } from "../queue.ts";
import { during, type Trace } from "../trace/trace.ts";

export type Message = Readonly<{
  to: Readonly<{ name: string; address: string }>;
  subject: string;
  /** Plain text. */
  text: string;
}>;

export type Mail = Readonly<{
  /**
   * Resolves once the server has taken the message over; whether it is delivered nobody learns.
   * @throws MailError
   * @throws Refusal `too_many_requests`
   */
  send: (message: Message) => Promise<void>;
}>;

/** Its message contains neither addresses nor what the server said, so it may be logged. */
export class MailError extends Error {
  override readonly name = "MailError";
}

const AT_ONCE = 2;
const MOST_WAITING = 100;

/** For one message, from connecting to the server's last answer. */
const TIME_MS = 10_000;

/** Others may be read as several addresses, or as one of another host. */
const Address = z.email().max(254);

/**
 * @param smtpUrl `smtp://` (port 587, STARTTLS if offered, and always before a password leaves this machine) or
 * `smtps://` (port 465)
 * @param from the sender's address
 * @returns null without a server or a sender
 */
export function createMail(smtpUrl: string | undefined, from: string | undefined, timeMs = TIME_MS): Mail | null {
  if (smtpUrl === undefined || from === undefined) return null;
  const server = serverOf(new URL(smtpUrl));
  const queue = createQueue({ atOnce: AT_ONCE, mostWaiting: MOST_WAITING, full: tooMuch });

  async function deliver({ to, subject, text }: Message): Promise<void> {
    // Takes 70 ms, and many services never send mail.
    const { createTransport } = await import("nodemailer");
    const { promise: late, reject } = Promise.withResolvers<never>();
    let socket: Socket | undefined;
    const transport = createTransport({
      ...server,
      // Its own times are of silence; a server that says a little now and then would never be late.
      getSocket(_options, ready) {
        socket = connect({ host: server.host, port: server.port });
        socket.once("connect", () => ready(null, { connection: socket }));
        socket.once("error", (error) => ready(error, false));
      },
    });
    const timer = setTimeout(() => {
      reject(new MailError("Mail could not be sent: the server took too long."));
      socket?.destroy();
    }, timeMs);
    const message = {
      from,
      to,
      subject,
      text,
      disableFileAccess: true,
      disableUrlAccess: true,
      xMailer: false,
    } as const;
    try {
      await Promise.race([transport.sendMail(message), late]);
    } catch (error) {
      throw error instanceof MailError ? error : new MailError(`Mail could not be sent: ${reasonOf(error)}.`);
    } finally {
      clearTimeout(timer);
      transport.close();
    }
  }

  return {
    async send(message) {
      if (!Address.safeParse(message.to.address).success)
        throw new MailError("Mail could not be sent: the recipient's address is not valid.");
      await queue.run(() => deliver(message));
    },
  };
}

/** With a span for each message. */
export function tracedMail(trace: Trace, { send }: Mail): Mail {
  return { send: (message) => during(trace, { name: "send mail", kind: "client" }, () => send(message)) };
}

/** The URL's parts, so that nothing else in it becomes an option. */
function serverOf({ protocol, hostname, port, username, password }: URL) {
  const secure = protocol === "smtps:";
  const host = hostname.replaceAll(/^\[|\]$/g, "");
  const auth = username === "" ? null : { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return {
    host,
    port: port === "" ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && auth !== null && !isThisMachine(host),
    ...(auth && { auth }),
  };
}

const isThisMachine = (host: string) => host === "localhost" || host === "::1" || /^127(\.\d+){3}$/.test(host);

/** Codes of nodemailer or the system (EAUTH, ECONNREFUSED), and of SMTP (RFC 5321, 4.2). */
function reasonOf(error: unknown): string {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const codes = [code, responseCode].filter((value) => typeof value === "string" || typeof value === "number");
  return codes.length === 0 ? "unknown error" : codes.join(" ");
}

const tooMuch = () =>
  new Refusal("too_many_requests", "Too much mail is waiting to be sent; try again in a minute.", { retryAfter: 60 });
