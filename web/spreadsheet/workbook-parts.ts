/** Brings the parts of a workbook to the form in which Excel writes them; other programs write them in other ways. */

type Parts = ReadonlyMap<string, Uint8Array>;

const WORKBOOK = "xl/workbook.xml";
const RELATIONS = "xl/_rels/workbook.xml.rels";

/** With slashes and without the one in front: some programs write backslashes. */
const plainName = (name: string) => name.replaceAll("\\", "/").replace(/^\//, "");

const TARGET = /\sTarget\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

const textOf = (file: Uint8Array) => new TextDecoder().decode(file);

/** Under the names that the workbook itself has for them: case does not count (ECMA-376-2, 6.2.2.3), `SharedStrings.xml`. */
export function namedParts(files: Parts): Parts {
  const byKey = new Map([...files].map(([name, file]) => [plainName(name).toLowerCase(), file]));
  const relations = byKey.get(RELATIONS);
  const targets = relations ? [...textOf(relations).matchAll(TARGET)] : [];
  const names = [
    WORKBOOK,
    RELATIONS,
    ...targets
      .map(([, quoted, other]) => quoted ?? other ?? "")
      .map((to) => (to[0] === "/" ? to.slice(1) : `xl/${to}`)),
  ];
  const known = new Map(names.map((name) => [name.toLowerCase(), name]));
  return new Map([...byKey].map(([key, file]) => [known.get(key) ?? key, file]));
}

/** A row or a cell without the address that may be left out (ECMA-376-1, 18.3.1.4 and 18.3.1.73). */
const NAMELESS = /<(?:\w+:)?(?:row|c)(?![^<>]*\sr\s*=)[\s/>]/;
const ROW_OR_CELL = /<((?:\w+:)?)(row|c)(?=[\s/>])([^<>]*)/g;
const ADDRESS = /\sr\s*=\s*["']\s*([A-Z]*)(\d*)/;

/** A sheet in which every row and cell has its address: the one that follows, if it is left out. */
export function withAddresses(xml: string): string {
  if (!NAMELESS.test(xml)) return xml;
  let row = 0;
  let column = 0;
  return xml.replace(ROW_OR_CELL, (whole, prefix: string, tag: string, rest: string) => {
    const [, letters = "", digits = ""] = ADDRESS.exec(rest) ?? [];
    if (tag === "row") {
      row = digits === "" ? row + 1 : Number(digits);
      column = 0;
      return digits === "" ? `<${prefix}row r="${row}"${rest}` : whole;
    }
    column = letters === "" ? column + 1 : columnAt(letters);
    return letters === "" ? `<${prefix}c r="${lettersAt(column)}${row}"${rest}` : whole;
  });
}

/** From 1: A, B, …, Z, AA. */
export const columnAt = (letters: string): number =>
  letters.split("").reduce((at, letter) => at * 26 + letter.charCodeAt(0) - 64, 0);

function lettersAt(column: number): string {
  const before = Math.floor((column - 1) / 26);
  return (before > 0 ? lettersAt(before) : "") + String.fromCharCode(65 + ((column - 1) % 26));
}
