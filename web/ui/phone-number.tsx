/** Phone numbers in their country's format. */
import { PhoneNumber as Telephone } from "libphonenumber-js/core";
import formats from "virtual:phone-formats";

const written = new Map<string, string>();

/** `+375 17 123-45-67` for `+375171234567`; what cannot be read stays as it is. */
export function writePhone(e164: string): string {
  const known = written.get(e164);
  if (known !== undefined) return known;
  const text = internationally(e164);
  written.set(e164, text);
  return text;
}

function internationally(e164: string): string {
  try {
    // Non-breaking spaces keep a number on one line.
    return new Telephone(e164, formats).formatInternational().replaceAll(" ", "\u00a0");
  } catch {
    return e164;
  }
}

export function PhoneNumber({ e164 }: Readonly<{ e164: string }>) {
  return (
    <span className="phone" data-e164={e164} translate="no">
      {writePhone(e164)}
    </span>
  );
}
