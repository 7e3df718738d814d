/**
 * The value of a context.
 * @throws Error if no provider is above
 */
export function provided<Value>(value: Value | null, provider: string): Value {
  if (value === null) throw new Error(`only below ${provider}`);
  return value;
}
