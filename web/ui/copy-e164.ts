/** Phone numbers are shown in their country's format and copied as E.164. */
import { writePhone } from "./phone-number.tsx";

const WRITTEN = /\+\d[\d\s()-]*\d/g;

/** Replaces every number that is written as the page writes it. */
const asE164 = (text: string): string =>
  text.replace(WRITTEN, (written) => {
    const e164 = `+${written.replace(/\D/g, "")}`;
    return plain(writePhone(e164)) === plain(written) ? e164 : written;
  });

const plain = (text: string) => text.replace(/\s/g, " ");

/** Puts E.164 into the clipboard whenever numbers of the page are copied, including from fields. */
export function copyAsE164(event: ClipboardEvent): void {
  const field = document.activeElement;
  const selection = getSelection();
  const text =
    field instanceof HTMLInputElement
      ? field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)
      : (selection?.toString() ?? "");
  const copied = asE164(text);
  if (!event.clipboardData || copied === text) return;
  event.clipboardData.setData("text/plain", copied);
  if (!(field instanceof HTMLInputElement) && selection && selection.rangeCount > 0)
    event.clipboardData.setData("text/html", htmlOf(selection.getRangeAt(0)));
  event.preventDefault();
}

/** So that a table stays a table in a spreadsheet. */
function htmlOf(range: Range): string {
  const copy = document.createElement("div");
  copy.append(range.cloneContents());
  const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) node.textContent = asE164(node.textContent ?? "");
  return copy.innerHTML;
}
