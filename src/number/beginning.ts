/** Patterns of libphonenumber's metadata, applied to the beginnings of numbers. */

/** What these patterns consist of, besides groups and alternatives: how often something is repeated, and digits. */
const REPEATED_OR_DIGIT = /\{[\d,]+\}|\\d|\[[^\]]+\]|\d/g;

const made = new WeakMap<RegExp, RegExp>();

/**
 * A pattern for the beginnings of what another pattern matches: once a text ends, every further digit counts as
 * there. It knows nothing of the lengths that numbers may have.
 */
export function beginningOf(pattern: RegExp): RegExp {
  let beginning = made.get(pattern);
  if (!beginning) {
    const source = pattern.source.replaceAll(REPEATED_OR_DIGIT, (part) =>
      part.startsWith("{") ? part : `(?:${part}|$)`,
    );
    made.set(pattern, (beginning = new RegExp(source)));
  }
  return beginning;
}
