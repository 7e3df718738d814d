/** Unpacks a ZIP archive within bounds, whatever sizes it claims. */
import { Unzip, UnzipInflate, unzipSync, zipSync } from "fflate";

/** What the parts of a workbook may weigh unpacked, all together: fifty thousand rows are about half of it. */
export const MOST_UNPACKED = 64 * 1024 * 1024;

export class TooLargeUnpacked extends Error {}

/** Bytes that are inflated before the sum is looked at again. */
const STEP = 64 * 1024;

/** The names of the files in an archive. Nothing is unpacked. Throws if it is none. */
export function namesIn(archive: Uint8Array): readonly string[] {
  const names: string[] = [];
  let sum = 0;
  unzipSync(archive, {
    filter: ({ name, originalSize }) => {
      names.push(name);
      sum += originalSize;
      return false;
    },
  });
  if (sum > MOST_UNPACKED) throw new TooLargeUnpacked();
  return names;
}

/**
 * The files of an archive that are wanted, counted while they are inflated: the sizes in an archive may be untrue.
 * @throws TooLargeUnpacked
 */
export function unpack(archive: Uint8Array, isWanted: (name: string) => boolean): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array[]>();
  let sum = 0;
  const unzip = new Unzip((file) => {
    if (!isWanted(file.name)) return;
    const chunks: Uint8Array[] = [];
    files.set(file.name, chunks);
    file.ondata = (error, chunk) => {
      if (error) throw error;
      sum += chunk.length;
      if (sum > MOST_UNPACKED) throw new TooLargeUnpacked();
      chunks.push(chunk);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < archive.length; at += STEP)
    unzip.push(archive.subarray(at, at + STEP), at + STEP >= archive.length);
  return new Map([...files].map(([name, chunks]) => [name, joined(chunks)]));
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** An archive of these files that is not compressed, so that its sizes are true. */
export const packed = (files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> =>
  zipSync(Object.fromEntries(files), { level: 0 });
