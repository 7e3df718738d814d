/** Names for documents in keys of queries: a document of thousands of entries is no key. */
const identities = new WeakMap<object, number>();
let next = 1;

/** The same for the same object, and for no other. */
export function identityOf(document: object): number {
  const known = identities.get(document) ?? next++;
  identities.set(document, known);
  return known;
}
