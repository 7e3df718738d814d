/**
 * The framing of FreeSWITCH's event socket (mod_event_socket): lines of headers, an empty line, and, if there is
 * a Content-Length, so many bytes of a body.
 */

/** The headers of one message, in bytes: those of a reply are a few hundred. */
const HEADERS_LIMIT = 16 * 1024;
/** An event with all variables of a channel has about 6 KiB. One that is longer is skipped, whatever its length. */
const BODY_LIMIT = 256 * 1024;

const LINE_FEED = 0x0a;

export type SocketMessage = Readonly<{
  /** By their names in lower case; the first one of a name. */
  headers: ReadonlyMap<string, string>;
  /** Each byte as one character; undefined if it was longer than the limit. Empty if there is none. */
  body: string | undefined;
}>;

/** The bytes are no message of an event socket. Nothing after them can be read. */
class EventSocketError extends Error {
  override readonly name = "EventSocketError";
}

export type EventSocketReader = Readonly<{
  /**
   * The messages that this chunk completes.
   * @throws EventSocketError; the reader cannot be used after it
   */
  read: (chunk: Buffer) => SocketMessage[];
}>;

/** Reads a stream of messages that arrives in chunks of any size. */
export function eventSocketReader(): EventSocketReader {
  let rest: Buffer = Buffer.alloc(0);
  let open: { headers: ReadonlyMap<string, string>; length: number; skipped: number } | undefined;

  /** Takes the bytes of an open body from `data`; returns the message once the body has ended. */
  const readBody = (data: Buffer): { message: SocketMessage; end: number } | undefined => {
    const { headers, length, skipped } = open!;
    if (length > BODY_LIMIT) {
      if (skipped + data.length < length) return undefined;
      return { message: { headers, body: undefined }, end: length - skipped };
    }
    if (data.length < length) return undefined;
    return { message: { headers, body: data.toString("latin1", 0, length) }, end: length };
  };

  return {
    read(chunk) {
      let data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const messages: SocketMessage[] = [];
      for (;;) {
        if (open === undefined) {
          const end = data.indexOf("\n\n");
          if (Math.max(end, end < 0 ? data.length : 0) > HEADERS_LIMIT)
            throw new EventSocketError(`headers of more than ${HEADERS_LIMIT} bytes`);
          if (end < 0) break;
          const headers = readHeaders(data.toString("latin1", 0, end));
          data = data.subarray(end + 2);
          open = { headers, length: bodyLength(headers), skipped: 0 };
        }
        const read = readBody(data);
        if (read === undefined) {
          if (open.length > BODY_LIMIT) {
            open.skipped += data.length;
            data = Buffer.alloc(0);
          }
          break;
        }
        messages.push(read.message);
        open = undefined;
        data = data.subarray(read.end);
        // mod_event_socket ends some replies with an empty line of their own.
        while (data[0] === LINE_FEED) data = data.subarray(1);
      }
      rest = data;
      return messages;
    },
  };
}

function readHeaders(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.split("\n")) {
    const colon = line.indexOf(":");
    if (colon <= 0) throw new EventSocketError("a line that is no header");
    const name = line.slice(0, colon).toLowerCase();
    if (!headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return headers;
}

function bodyLength(headers: ReadonlyMap<string, string>): number {
  const text = headers.get("content-length") ?? "0";
  if (!/^\d{1,9}$/.test(text)) throw new EventSocketError("a Content-Length that is no number");
  return Number(text);
}

/** The headers of an event, whose values FreeSWITCH writes with the percent encoding of URLs. */
export type EventHeaders = Readonly<{
  /** Undefined if it is missing or empty. Bytes that are not UTF-8 become U+FFFD. */
  get: (name: string) => string | undefined;
}>;

/** @param body of a message with the type `text/event-plain` */
export function readEvent(body: string): EventHeaders {
  const values = new Map<string, string>();
  for (const line of body.split("\n")) {
    const colon = line.indexOf(": ");
    if (colon <= 0) continue;
    const name = line.slice(0, colon);
    if (!values.has(name)) values.set(name, line.slice(colon + 2));
  }
  return {
    get(name) {
      const value = values.get(name);
      return value === undefined || value === "" ? undefined : decoded(value);
    },
  };
}

function decoded(value: string): string {
  const bytes = value.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
