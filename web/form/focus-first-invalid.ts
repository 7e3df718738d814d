/** The first field with a fault gets the focus, and so comes into sight and is read: of the dialog, else of the page. */
export function focusFirstInvalid(): void {
  const first = (within: string) => document.querySelector<HTMLElement>(`${within} [aria-invalid="true"]`);
  (first('[role="dialog"]') ?? first("form"))?.focus();
}
