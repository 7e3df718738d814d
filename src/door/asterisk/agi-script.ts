/** The part of AGI's opening that matters here: lines `agi_NAME: VALUE`, ended by an empty line. */

/**
 * Asterisk sends a few lines. They hold names and texts of phones, but the script comes first: what a phone puts behind
 * a line break cannot replace it.
 */
const SCRIPT = /^agi_network_script: ?(.*)$/m;

/** In bytes. */
const OPENING_LIMIT = 16 * 1024;

export type OpeningReader = Readonly<{
  /**
   * @returns the script of the URL in AGI(), without the slash before it, once the opening is complete; undefined before
   * @throws Error if it is too long, or no opening of FastAGI
   */
  read: (chunk: Buffer) => string | undefined;
}>;

export function openingReader(): OpeningReader {
  let opening = "";
  return {
    read(chunk) {
      // Names may be UTF-8 and cut in two; the script is ASCII, because the dialplan escapes it.
      opening += chunk.toString("latin1");
      if (opening.length > OPENING_LIMIT) throw new Error(`an opening has at most ${OPENING_LIMIT} bytes`);
      if (!opening.includes("\n\n")) return undefined;
      const script = SCRIPT.exec(opening)?.[1];
      if (script === undefined) throw new Error("an opening of FastAGI has agi_network_script");
      return script;
    },
  };
}

/** Sets a variable of the channel: AGI quotes values as C does. */
export function setVariable(name: string, value: string): string {
  return `SET VARIABLE ${name} "${value.replaceAll(/["\\]/g, "\\$&").replaceAll(/[\r\n]+/g, " ")}"\n`;
}
