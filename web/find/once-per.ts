/**
 * What is worked out from an object, once for each object: what was fetched never changes, and what is fetched later is
 * another object.
 */
export function oncePer<Source extends object, Result>(work: (source: Source) => Result): (source: Source) => Result {
  const known = new WeakMap<Source, Result>();
  return (source) => {
    if (!known.has(source)) known.set(source, work(source));
    return known.get(source)!;
  };
}
