/**
 * Netstrings (https://cr.yp.to/proto/netstrings.txt): the length in ASCII digits, a colon, that many
 * bytes, a comma. Kamailio's evapi module frames its messages like this, in both directions.
 */

/** As text, to be written as UTF-8. */
export const netstring = (text: string): string => `${Buffer.byteLength(text)}:${text},`;

export const encodeNetstring = (text: string): Buffer => Buffer.from(netstring(text));

const COLON = 0x3a;
const COMMA = 0x2c;
const ZERO = 0x30;
const NINE = 0x39;
const NOTHING = Buffer.alloc(0);

/** The data is not a netstring, or one that is longer than the limit. Nothing after it can be read. */
export class NetstringError extends Error {
  override readonly name = "NetstringError";
}

export type NetstringReader = Readonly<{
  /**
   * The messages that this chunk completes. It may be overwritten afterwards.
   * @param length of the chunk, if the buffer is longer
   * @throws NetstringError; the reader cannot be used after it
   */
  read: (chunk: Buffer, length?: number) => string[];
}>;

/**
 * Reads a stream of netstrings that arrives in chunks of any size.
 * @param limit the length of the longest message, in bytes
 */
export function netstringReader(limit: number): NetstringReader {
  const digits = String(limit).length;
  let rest = NOTHING;

  return {
    read(chunk, length = chunk.length) {
      const isWhole = rest.length === 0;
      const data = isWhole ? chunk : Buffer.concat([rest, chunk.subarray(0, length)]);
      const stop = isWhole ? length : data.length;
      const messages: string[] = [];
      let at = 0;
      while (at < stop) {
        const colon = colonAfter(data, at, stop, digits);
        if (colon === -1) break;
        const size = lengthIn(data, at, colon);
        if (size > limit) throw new NetstringError(`a message of ${size} bytes, more than ${limit}`);
        const end = colon + 1 + size;
        if (end >= stop) break;
        if (data[end] !== COMMA) throw new NetstringError("a message that does not end where it says");
        messages.push(data.toString("utf8", colon + 1, end));
        at = end + 1;
      }
      rest = at === stop ? NOTHING : Buffer.from(data.subarray(at, stop));
      return messages;
    },
  };
}

/** Where the length that starts here ends; -1 if that has not arrived yet. */
function colonAfter(data: Buffer, start: number, stop: number, maxDigits: number): number {
  for (let at = start; at < stop; at++) {
    const byte = data[at]!;
    if (byte === COLON && at > start) return at;
    if (byte < ZERO || byte > NINE || at - start >= maxDigits)
      throw new NetstringError("no length where a message starts");
  }
  return -1;
}

function lengthIn(data: Buffer, start: number, colon: number): number {
  let length = 0;
  for (let at = start; at < colon; at++) length = length * 10 + data[at]! - ZERO;
  return length;
}
