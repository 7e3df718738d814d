/**
 * As much of FreeSWITCH's XML dialplan as the files in pbx/freeswitch use: conditions with actions and anti-actions,
 * and the expansion of variables and API calls, read in switch_channel_expand_variables_check (v1.10). It says what
 * a dialplan would do, not that FreeSWITCH does it.
 */
import assert from "node:assert/strict";

export type Element = Readonly<{
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly Element[];
}>;

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** @throws AssertionError for XML that is not well-formed; text between elements, which FreeSWITCH ignores, is refused */
export function parseXml(text: string): Element {
  const root: { children: Element[] } = { children: [] };
  const open: { name: string; children: Element[] }[] = [{ name: "", ...root }];
  const token =
    /<!--(?<comment>[\s\S]*?)-->|<(?<end>\/)?(?<name>[A-Za-z][\w-]*)(?<attributes>(?:\s+[\w-]+="[^"<]*")*)\s*(?<empty>\/)?>|(?<text>[^<]+)/y;
  let at = 0;
  while (at < text.length) {
    token.lastIndex = at;
    const found = token.exec(text);
    assert.ok(found?.groups, `no XML at “${text.slice(at, at + 40)}”`);
    at = token.lastIndex;
    const { comment, end, name, attributes = "", empty, text: words } = found.groups;
    assert.ok(comment === undefined || !comment.includes("--"), "two hyphens in a comment");
    assert.ok((words ?? "").trim() === "", `text between elements: ${words}`);
    if (name === undefined) continue;
    if (end !== undefined) {
      assert.equal(open.pop()?.name, name, "the end of another element");
      continue;
    }
    const element = { name, attributes: readAttributes(attributes), children: [] as Element[] };
    open.at(-1)!.children.push(element);
    if (empty === undefined) open.push(element);
  }
  assert.equal(open.length, 1, "an element without an end");
  const [only, ...others] = open[0]!.children;
  assert.ok(only !== undefined && others.length === 0, "one element at the top");
  return only;
}

function readAttributes(text: string): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  for (const [, name = "", value = ""] of text.matchAll(/([\w-]+)="([^"]*)"/g)) {
    assert.ok(!(name in attributes), `${name} twice`);
    attributes[name] = value.replaceAll(/&(\w+);|&/g, (_, entity: string | undefined) => {
      const character = ENTITIES[entity ?? ""];
      assert.ok(character !== undefined, `an & that begins no entity: ${value}`);
      return character;
    });
  }
  return attributes;
}

export type Channel = {
  readonly variables: Map<string, string>;
  readonly globals: ReadonlyMap<string, string>;
  /** Of the caller profile: `destination_number` and others, which `${…}` finds too. */
  readonly profile: Readonly<Record<string, string>>;
  readonly api: (name: string, argument: string) => string;
  /** Applications other than `set` and `export`, as they are carried out; a `bridge` ends the extension. */
  readonly execute: (application: string, data: string) => void;
};

/** Runs one extension, as if its conditions had been met by the context; returns whether they were. */
export function runExtension(extension: Element, channel: Channel): boolean {
  const planned: { application: string; data: string }[] = [];
  for (const condition of extension.children) {
    assert.equal(condition.name, "condition");
    const { field = "", expression = "", break: breaks = "on-false" } = condition.attributes;
    const value = field.includes("$") ? expand(field, channel) : (channel.profile[field] ?? "");
    const match = new RegExp(expression).exec(value);
    for (const { name, attributes } of condition.children) {
      if ((name === "action") !== (match !== null)) continue;
      const data = attributes["data"]!.replaceAll(/\$(\d)/g, (_, group: string) => match?.[Number(group)] ?? "");
      planned.push({ application: attributes["application"]!, data });
    }
    if (match === null && breaks !== "never") return false;
  }
  for (const { application, data } of planned) {
    const expanded = expand(data, channel);
    if (application === "set" || application === "export") set(channel, expanded.replace(/^nolocal:/, "nolocal:"));
    else channel.execute(application, expanded);
  }
  return true;
}

function set({ variables }: Channel, data: string): void {
  const equals = data.indexOf("=");
  const [name, value] = [data.slice(0, equals), data.slice(equals + 1)];
  if (value === "") variables.delete(name);
  else variables.set(name, value);
}

/** Each value that is put in is expanded in its turn: what a phone wrote into one would be carried out. */
function expand(text: string, channel: Channel): string {
  let result = "";
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "$" || text[at + 1] !== "{") {
      result += text[at];
      continue;
    }
    let depth = 1;
    let end = at + 2;
    for (; end < text.length; end++) {
      if (text[end] === "{") depth += 1;
      if (text[end] === "}") depth -= 1;
      if (depth === 0) break;
    }
    result += expandOne(text.slice(at + 2, end), channel);
    at = end;
  }
  return result;
}

function expandOne(inside: string, channel: Channel): string {
  const call = /[ (]/.exec(inside);
  if (call === null) {
    const name = expand(inside, channel);
    return expand(channel.variables.get(name) ?? channel.profile[name] ?? channel.globals.get(name) ?? "", channel);
  }
  const name = inside.slice(0, call.index);
  let depth = 1;
  let end = call.index + 1;
  for (; end < inside.length; end++) {
    if (inside[end] === "(") depth += 1;
    if (inside[end] === ")") depth -= 1;
    if (depth === 0) break;
  }
  return channel.api(name, expand(inside.slice(call.index + 1, end), channel));
}

/** The API calls that the files use, as mod_commands and mod_db answer them. */
export function standardApi(database: ReadonlyMap<string, string>): Channel["api"] {
  return (name, argument) => {
    if (name === "db") return database.get(argument.replace(/^select\//, "")) ?? "";
    if (name === "strepoch") return String(Math.floor(Date.now() / 1000));
    if (name === "url_encode") return encodeURIComponent(argument);
    if (name === "regex") {
      const bar = argument.indexOf("|");
      return String(new RegExp(argument.slice(bar + 1)).test(argument.slice(0, bar)));
    }
    if (name === "cond") {
      const parts = argument.replace("?", ":").split(":");
      if (parts.length !== 3) return "-ERR";
      const [, left = "", operator, right = ""] = /^(.*?)\s*(==|>)\s*(.*)$/.exec(parts[0]!.trim()) ?? [];
      const holds = operator === ">" ? Number(left) > Number(right) : left === right;
      return parts[holds ? 1 : 2]!.trim();
    }
    if (name === "uuid_kill") return "+OK";
    throw new Error(`no API call ${name}`);
  };
}
