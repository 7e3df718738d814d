/**
 * The JSON of a stored body; null for a damaged one, which must not keep Callas from deciding the calls of other
 * companies.
 */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
