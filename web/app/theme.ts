/**
 * How the page looks: the scales of type, spacing and radii, and the colours by what they are for. Style sheets take them
 * as variables: `--c-text`, `--c-warn-bg`… (cssVariables) and Mantine's own. Every text has the contrast of WCAG 2.2 AA
 * (1.4.3) on each ground it is used on, and every edge of a control that of 1.4.11; a test computes them.
 */
import { Combobox, createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

const light = {
  /** Behind everything: the frame. */
  canvas: "#f5f6f8",
  /** Of the content. */
  surface: "#ffffff",
  /** Of what floats: the bar, messages, menus. */
  raised: "#ffffff",
  /** Heads of tables, results. */
  sunken: "#f5f6f8",
  /** Of fields. */
  field: "#ffffff",
  hover: "#f5f6f9",
  selected: "#edf2ff",
  /** Hairlines: decoration, which nothing depends on. */
  line: "#e4e7ec",
  /** Of buttons and empty nodes, whose text carries them. */
  "edge-soft": "#cdd2da",
  /** Of fields, checkboxes and filters. */
  edge: "#8a92a0",
  text: "#1a1d23",
  "text-2": "#545b67",
  /** Placeholders, and what is disabled. */
  "text-3": "#626976",
  accent: "#2a55d0",
  "accent-hover": "#2246b0",
  "on-accent": "#ffffff",
  "accent-text": "#2149bf",
  "accent-soft": "#ebf0fe",
  "accent-line": "#c6d4fb",
  "warn-bg": "#fff6df",
  "warn-line": "#f0d491",
  "warn-text": "#694300",
  "warn-icon": "#a35f00",
  "bad-bg": "#fdeeee",
  "bad-line": "#f2c4c4",
  "bad-text": "#981b1b",
  "bad-icon": "#c22b2b",
  "good-bg": "#e8f6ee",
  "good-line": "#bfe3cd",
  "good-text": "#17603a",
  "good-icon": "#1b7a49",
  pill: "#eceef2",
  "pill-text": "#3d4450",
} as const;

type Colour = keyof typeof light;

const dark: Readonly<Record<Colour, string>> = {
  canvas: "#0f1115",
  surface: "#15181d",
  raised: "#1c2026",
  sunken: "#101318",
  field: "#0f1216",
  hover: "#1b1f25",
  selected: "#182036",
  line: "#292e36",
  "edge-soft": "#3c434e",
  edge: "#6f7886",
  text: "#e8eaee",
  "text-2": "#a9b0bb",
  "text-3": "#949ba8",
  accent: "#3a63da",
  "accent-hover": "#2a55d0",
  "on-accent": "#ffffff",
  "accent-text": "#9ab2ff",
  "accent-soft": "#1c2749",
  "accent-line": "#33457f",
  "warn-bg": "#2a2110",
  "warn-line": "#57431a",
  "warn-text": "#f2d28a",
  "warn-icon": "#e6aa3e",
  "bad-bg": "#2f1a1c",
  "bad-line": "#652d31",
  "bad-text": "#ffb5b5",
  "bad-icon": "#ff8080",
  "good-bg": "#13281c",
  "good-line": "#265239",
  "good-text": "#95deb1",
  "good-icon": "#52c686",
  pill: "#262b33",
  "pill-text": "#cbd0d9",
};

export const colours = { light, dark };

const shadows = {
  light: {
    "shadow-button": "0 1px 2px rgb(20 24 33 / 6%)",
    "shadow-bar": "0 4px 16px rgb(20 24 33 / 12%), 0 1px 3px rgb(20 24 33 / 10%)",
    "shadow-dialog": "0 8px 24px rgb(20 24 33 / 24%)",
  },
  dark: {
    "shadow-button": "none",
    "shadow-bar": "0 8px 24px rgb(0 0 0 / 50%)",
    "shadow-dialog": "0 0 0 1px #2f353f, 0 8px 24px rgb(0 0 0 / 65%)",
  },
};

/** The accent in Mantine's ten shades: 7 is filled in light, 6 in dark. */
const lapis: MantineColorsTuple = [
  "#ebf0fe",
  "#d8e2fd",
  "#b4c7fa",
  "#9ab2ff",
  "#6b8def",
  "#4a72e4",
  dark.accent,
  light.accent,
  "#2246b0",
  "#1b388c",
];

/** Of buttons that remove something; white text is read on it in both schemes. */
const red: MantineColorsTuple = [
  "#fdeeee",
  "#f9d9d9",
  "#f2c4c4",
  "#ffb5b5",
  "#ff8080",
  "#e05252",
  "#c22b2b",
  "#c22b2b",
  "#a82323",
  "#981b1b",
];

/**
 * For fields with a list. The list itself scrolls, not an element within it that the keyboard would have to reach (axe:
 * scrollable-region-focusable). It does not open on focus, where it would cover what is below.
 */
const list = {
  withScrollArea: false,
  classNames: { options: "options" },
  openOnFocus: false,
};

export const theme = createTheme({
  colors: { lapis, red },
  primaryColor: "lapis",
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  /** In rem: 12 for headings of tables, pills and counts; 13 for labels and second lines; 14 for text; 15; 24. */
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "0.9375rem", xl: "1.5rem" },
  lineHeights: { xs: "1.334", sm: "1.385", md: "1.429", lg: "1.467", xl: "1.334" },
  headings: {
    fontWeight: "640",
    sizes: {
      h1: { fontSize: "1.375rem", lineHeight: "1.75rem", fontWeight: "660" },
      h2: { fontSize: "0.9375rem", lineHeight: "1.375rem" },
      h3: { fontSize: "0.875rem", lineHeight: "1.25rem" },
      h4: { fontSize: "0.8125rem", lineHeight: "1.125rem" },
    },
  },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.25rem", xl: "1.75rem" },
  /** Of pills, controls, cards, and what floats. */
  radius: { xs: "0.25rem", sm: "0.3125rem", md: "0.375rem", lg: "0.625rem", xl: "0.75rem" },
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

/** The colours as variables, and Mantine's own set to them. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...named({ ...light, ...shadows.light }), ...MANTINE, "--mantine-color-gray-4": "var(--c-edge)" },
  dark: {
    ...named({ ...dark, ...shadows.dark }),
    ...MANTINE,
    "--mantine-color-dark-4": "var(--c-edge)",
    "--mantine-color-dark-5": "var(--c-hover)",
    "--mantine-color-dark-6": "var(--c-field)",
  },
});

const named = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`--c-${name}`, value]));

const MANTINE = {
  "--mantine-color-body": "var(--c-surface)",
  "--mantine-color-text": "var(--c-text)",
  "--mantine-color-dimmed": "var(--c-text-2)",
  "--mantine-color-placeholder": "var(--c-text-3)",
  "--mantine-color-disabled": "var(--c-pill)",
  "--mantine-color-disabled-color": "var(--c-text-3)",
  "--mantine-color-anchor": "var(--c-accent-text)",
  "--mantine-color-error": "var(--c-bad-text)",
  "--mantine-color-default": "var(--c-surface)",
  "--mantine-color-default-hover": "var(--c-hover)",
  "--mantine-color-default-color": "var(--c-text)",
  "--mantine-color-default-border": "var(--c-edge-soft)",
  "--mantine-color-lapis-filled": "var(--c-accent)",
  "--mantine-color-lapis-filled-hover": "var(--c-accent-hover)",
  "--mantine-color-lapis-light": "var(--c-accent-soft)",
  "--mantine-color-lapis-light-hover": "var(--c-selected)",
  "--mantine-color-lapis-light-color": "var(--c-accent-text)",
  "--mantine-color-gray-light-color": "var(--c-text-2)",
  "--mantine-color-gray-light-hover": "var(--c-hover)",
  "--mantine-color-red-light": "var(--c-bad-bg)",
  "--mantine-color-red-light-hover": "var(--c-bad-bg)",
  "--mantine-color-red-light-color": "var(--c-bad-text)",
  "--mantine-color-red-outline": "var(--c-bad-text)",
};
