/**
 * Commands to FreeSWITCH. Each is one line, and many values come from phones or from people's settings: what may
 * stand in a value is limited here, for every place that reads it later.
 */

/** A channel's id: FreeSWITCH makes UUIDs, and a dialplan may give a channel one of its own. */
const CHANNEL = /^[\w-]{1,64}$/;

/** uuid_setvar_multi reads at most 64. */
const VARIABLES_IN_ONE = 50;

/** The longest value: beyond it lies no number and no header of one. */
const LONGEST_VALUE = 2_048;

export type Variables = Readonly<Record<string, string>>;

export const isChannel = (id: string): boolean => CHANNEL.test(id);

const UNSAFE = /[^\p{L}\p{M}\p{N} +*#.;:=@<>%?&_!~()/-]/gu;
const UNSAFE_IN_QUOTES = /[^\p{L}\p{M}\p{N} +*#.,;:=@<>%?&_!~()/-]/gu;

/**
 * The text without what FreeSWITCH would read as more than text. A channel variable is expanded again wherever a
 * dialplan uses it, so that `${…}` in it would run a command; a dial string is split at commas, brackets, bars and
 * carets.
 */
export const harmless = (text: string): string => text.replaceAll(UNSAFE, "").slice(0, LONGEST_VALUE);

/** The same with commas, for a value that a dial string has between quotes. */
export const harmlessInQuotes = (text: string): string => text.replaceAll(UNSAFE_IN_QUOTES, "").slice(0, LONGEST_VALUE);

/** The variables of one leg as a dial string reads them between brackets: `name='value',name='value'`. */
export function legText(variables: Variables): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}='${harmlessInQuotes(value)}'`)
    .join(",");
}

/** Sets the variables of a channel; an empty value unsets one. Values are written as they are, only escaped. */
export function setVariables(channel: string, variables: Variables): string[] {
  const all = Object.entries(variables);
  const commands: string[] = [];
  for (let at = 0; at < all.length; at += VARIABLES_IN_ONE) {
    const some = all.slice(at, at + VARIABLES_IN_ONE).map(([name, value]) => `${name}=${escaped(value)}`);
    commands.push(`api uuid_setvar_multi ${channel} ${some.join(";")}`);
  }
  return commands;
}

/** Quotes and semicolons are escaped, as switch_separate_string reads them. */
const escaped = (value: string): string => oneLine(value).replaceAll(/[;']/g, String.raw`\$&`);

/** The last guard: whatever a value holds, it ends neither the command nor begins an expansion. */
const oneLine = (value: string): string => value.replaceAll(/[\p{Cc}\u2028\u2029$\\{}`]/gu, "");

/** Ends the channel's `sleep`. */
export const breakSleep = (channel: string): string => `api uuid_break ${channel}`;

export const setGlobal = (name: string, value: string): string => `api global_setvar ${name}=${value}`;

export const getGlobal = (name: string): string => `api global_getvar ${name}`;

/** Keeps a value in FreeSWITCH's database, which survives its restart, or removes it. */
export const keep = (realm: string, key: string, value: string | null): string =>
  value === null ? `api db delete/${realm}/${key}` : `api db insert/${realm}/${key}/${value}`;
