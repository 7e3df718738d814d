/** Lists of fields in a dialog: they open below their field and stay within the dialog, above its foot. */
import { Combobox, createTheme } from "@mantine/core";
import classes from "./ui.module.css";

/** The gap between a field and its list, and between the list and the foot of the dialog. */
const GAP_PX = 8;

type Positioned = Readonly<{ elements: Readonly<{ reference: unknown; floating: HTMLElement }> }>;

const scrolled = new WeakSet<HTMLElement>();

/**
 * Makes a dialog as long as the list needs, and scrolls it if the window is too low. The dialog keeps that length: it
 * would otherwise move away below a click that closes the list.
 */
function makeRoom({ elements: { reference, floating } }: Positioned): void {
  if (!(reference instanceof HTMLElement)) return;
  const content = reference.closest<HTMLElement>("[data-modal-content]");
  const foot = content?.querySelector<HTMLElement>(`.${classes["dialogFoot"]}`);
  const body = foot?.parentElement;
  if (!content || !foot || !body) return;
  const field = reference.getBoundingClientRect();
  const end = field.bottom + floating.offsetHeight + 2 * GAP_PX;
  const missing = end - (body.getBoundingClientRect().bottom - foot.offsetHeight);
  if (missing > 0) body.style.minHeight = `${Math.ceil(body.offsetHeight + missing)}px`;
  if (scrolled.has(floating)) return;
  scrolled.add(floating);
  const hidden = Math.min(end - foot.getBoundingClientRect().top, field.top - GAP_PX);
  if (hidden > 0) content.parentElement?.scrollBy({ top: hidden });
}

export const listsInDialog = createTheme({
  components: {
    Combobox: Combobox.extend({
      defaultProps: { middlewares: { flip: false, shift: false, size: { apply: makeRoom } }, offset: GAP_PX },
    }),
  },
});
