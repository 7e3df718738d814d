/** The contrast of the page's colours (web/app/theme.ts), by the formula of WCAG 2.2. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { colours, cssVariables, theme } from "../../web/app/theme.ts";

type Colour = keyof typeof colours.light;

/** Relative luminance of `#rrggbb`. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter! + 0.05) / (darker! + 0.05);
}

const GROUNDS = ["canvas", "surface", "raised", "sunken", "field", "hover", "selected"] as const;

/** What is read, and each ground it is read on. */
const TEXTS: readonly (readonly [text: Colour, grounds: readonly Colour[]])[] = [
  ["text", [...GROUNDS, "pill", "accent-soft", "warn-bg", "bad-bg", "good-bg"]],
  ["text-2", [...GROUNDS, "pill"]],
  ["text-3", ["surface", "field", "pill"]],
  ["accent-text", [...GROUNDS, "accent-soft"]],
  ["on-accent", ["accent", "accent-hover"]],
  ["warn-text", ["warn-bg", "surface"]],
  ["bad-text", ["bad-bg", ...GROUNDS]],
  ["good-text", ["good-bg", "surface", "raised"]],
  ["pill-text", ["pill"]],
];

/** Icons that carry a meaning, and the edges by which controls are found. */
const SIGNS: readonly (readonly [sign: Colour, grounds: readonly Colour[]])[] = [
  ["edge", ["surface", "field", "raised"]],
  ["warn-icon", ["warn-bg", "surface", "canvas"]],
  ["bad-icon", ["bad-bg", "surface", "raised"]],
  ["good-icon", ["good-bg", "surface", "raised"]],
  ["accent", ["surface", "canvas", "selected"]],
];

for (const scheme of ["light", "dark"] as const) {
  test(`${scheme}: every text has 4.5:1 on its grounds, every sign 3:1`, () => {
    const of = colours[scheme];
    for (const [pairs, least] of [
      [TEXTS, 4.5],
      [SIGNS, 3],
    ] as const)
      for (const [what, grounds] of pairs)
        for (const ground of grounds) {
          const is = contrast(of[what], of[ground]);
          assert.ok(is >= least, `${what} on ${ground}: ${is.toFixed(2)}`);
        }
  });
}

test("white is read on buttons that remove something", () => {
  for (const shade of Object.values(theme.primaryShade as object) as number[])
    assert.ok(contrast("#ffffff", theme.colors!["red"]![shade]!) >= 4.5);
});

test("style sheets use only variables that the theme sets", () => {
  const { light, dark } = cssVariables({} as never);
  const files = globSync("web/**/*.{css,tsx}", { cwd: new URL("../..", import.meta.url), exclude: ["web/dist/**"] });
  let uses = 0;
  for (const file of files)
    for (const [, name] of readFileSync(new URL(`../../${file}`, import.meta.url), "utf8").matchAll(
      /var\((--c-[\w-]+)/g,
    )) {
      uses++;
      for (const set of [light, dark]) assert.ok(Object.hasOwn(set, name!), `${file}: ${name}`);
    }
  assert.ok(uses > 100, "uses are found");
});
