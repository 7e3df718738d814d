/** Colours and sizes, chosen so that every text has the contrast of WCAG 2.2 AA (1.4.3) in both schemes. */
import { Combobox, createTheme, type CSSVariablesResolver } from "@mantine/core";

/**
 * For fields with a list. The list itself scrolls, not an element within it that the keyboard would have to reach (axe:
 * scrollable-region-focusable). It does not open on focus, where it would cover what is below.
 */
const list = { withScrollArea: false, classNames: { options: "options" }, openOnFocus: false };

export const theme = createTheme({
  primaryColor: "blue",
  primaryShade: { light: 9, dark: 8 },
  autoContrast: true,
  defaultRadius: "md",
  cursorType: "pointer",
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif',
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    // A list is rendered next to its field, within the dialog: outside of it, a screen reader would not find it. It is
    // rendered only while it is open, as a page has many lists.
    Combobox: Combobox.extend({ defaultProps: { withinPortal: false, keepMounted: false } }),
    Select: { defaultProps: list },
    MultiSelect: { defaultProps: list },
  },
});

/** Mantine's own greys and reds have too little contrast for small text. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#5c636a",
    "--mantine-color-placeholder": "#6b7278",
    "--mantine-color-error": "#c01c1c",
    "--mantine-color-anchor": "#1864ab",
    "--mantine-color-blue-light": "#e7f5ff",
    "--mantine-color-blue-light-hover": "#d0ebff",
  },
  dark: {
    "--mantine-color-dimmed": "#a6a9ad",
    "--mantine-color-placeholder": "#9a9da1",
    "--mantine-color-error": "#ff8787",
    "--mantine-color-anchor": "#74c0fc",
  },
});
