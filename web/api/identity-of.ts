/** Short names for documents in query keys: a document of thousands of entries is too large to be a key. */
const identities = new WeakMap<object, number>();
let next = 1;

/** The same number for the same object, and for no other. */
export function identityOf(document: object): number {
  const known = identities.get(document) ?? next++;
  identities.set(document, known);
  return known;
}
