/** Focuses the first invalid field of the dialog, or else of the page, so that it scrolls into view and is read out. */
export function focusFirstInvalid(): void {
  const first = (within: string) => document.querySelector<HTMLElement>(`${within} [aria-invalid="true"]`);
  (first('[role="dialog"]') ?? first("form"))?.focus();
}
