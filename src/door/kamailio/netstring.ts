/**
 * Netstrings (https://cr.yp.to/proto/netstrings.txt): the length in ASCII digits, a colon, that many
 * bytes, a comma. Kamailio's evapi module frames its messages like this, in both directions.
 */

export function encodeNetstring(text: string): Buffer {
  return Buffer.from(`${Buffer.byteLength(text)}:${text},`);
}

const COLON = 0x3a;
const COMMA = 0x2c;
const ZERO = 0x30;
const NINE = 0x39;

/** The data is not a netstring, or one that is longer than the limit. Nothing after it can be read. */
export class NetstringError extends Error {
  override readonly name = "NetstringError";
}

export type NetstringReader = Readonly<{
  /**
   * The messages that this chunk completes.
   * @throws NetstringError; the reader cannot be used after it
   */
  read: (chunk: Buffer) => string[];
}>;

/**
 * Reads a stream of netstrings that arrives in chunks of any size.
 * @param limit the length of the longest message, in bytes
 */
export function netstringReader(limit: number): NetstringReader {
  const digits = String(limit).length;
  let rest: Buffer = Buffer.alloc(0);

  return {
    read(chunk) {
      let data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const messages: string[] = [];
      for (;;) {
        const header = readLength(data, digits);
        if (header === undefined) break;
        if (header.length > limit) throw new NetstringError(`a message of ${header.length} bytes, more than ${limit}`);
        const end = header.start + header.length;
        if (data.length <= end) break;
        if (data[end] !== COMMA) throw new NetstringError("a message that does not end where it says");
        messages.push(data.toString("utf8", header.start, end));
        data = data.subarray(end + 1);
      }
      rest = data;
      return messages;
    },
  };
}

/** The length of a message and where it starts; undefined until its colon has arrived. */
function readLength(data: Buffer, maxDigits: number): { length: number; start: number } | undefined {
  let length = 0;
  for (let at = 0; at < data.length; at++) {
    const byte = data[at] ?? 0;
    if (byte === COLON && at > 0) return { length, start: at + 1 };
    if (byte < ZERO || byte > NINE || at >= maxDigits) throw new NetstringError("no length where a message starts");
    length = length * 10 + (byte - ZERO);
  }
  return undefined;
}
