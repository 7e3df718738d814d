/** Telephone numbers are written the way their country writes them, and copied as E.164. */

/** Puts E.164 into the clipboard wherever numbers of the page are copied. */
export function copyAsE164(event: ClipboardEvent): void {
  const selection = getSelection();
  if (!event.clipboardData || !selection || selection.rangeCount === 0 || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const inside = (range.commonAncestorContainer.parentElement ?? document.body).closest<HTMLElement>("[data-e164]");
  const copied = range.cloneContents();
  const numbers = copied.querySelectorAll<HTMLElement>("[data-e164]");
  const whole = inside !== null && selection.toString().trim() === inside.textContent;
  if (!whole && numbers.length === 0) return;
  for (const number of numbers) number.textContent = number.dataset["e164"]!;
  event.clipboardData.setData("text/plain", whole ? inside.dataset["e164"]! : (copied.textContent ?? ""));
  event.preventDefault();
}
