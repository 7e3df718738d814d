/** Takes changes of a document back: the inverse of changes.ts. */
import { isObject, isSame, nameOf, type Change, type Json } from "./changes.ts";
import { stepsOf } from "./json-pointer.ts";
import { MemberList } from "./member-list.ts";

/** A part of the document: JSON as long as no change concerns anything in it. */
type Part = Json | Container | undefined;
type Container = Map<string, Part> | MemberList<Part>;

/** Where a change takes place. */
type Place = Readonly<{ container: Container; name: string }>;

/** The name of the document itself in the container around it. */
const DOCUMENT = "";

/**
 * A document on its way back in time. Taking a write back costs as much as its changes are long, however long the
 * document is.
 */
export class EarlierDocument {
  readonly #around = new Map<string, Part>();

  constructor(document: unknown) {
    this.#around.set(DOCUMENT, document as Json | undefined);
  }

  /** Undefined before the write that created it. */
  get body(): unknown {
    return plain(this.#around.get(DOCUMENT));
  }

  /**
   * Takes one write back, whatever stands there now.
   * @param changes all changes of the write in this document, with paths that begin in it
   */
  takeBack(changes: readonly Change[]): void {
    this.#takeBack(changes, null);
  }

  /**
   * Takes back what still stands: what was changed again since stays.
   * @returns the changes that stay
   */
  takeBackStanding(changes: readonly Change[]): readonly Change[] {
    const staying = new Set<Change>();
    this.#takeBack(changes, staying);
    return changes.filter((change) => staying.has(change));
  }

  /** @param staying gets what does not stand any more; null takes everything back */
  #takeBack(changes: readonly Change[], staying: Set<Change> | null): void {
    const [orders, gone]: [Change[], Change[]] = [[], []];
    for (const change of changes) {
      const place = this.#find(change.path);
      const now = place?.container.get(place.name);
      if (isOrder(change, now)) orders.push(change);
      else if (!("to" in change) && place?.container instanceof MemberList) gone.push(change);
      else if (isDue(change, plain(now), staying, place === null)) put(place!, change);
    }
    for (const change of orders) this.#reorder(change, staying);
    // In the order in which they stood, so that what a member followed is there again.
    for (const change of gone) {
      const place = this.#find(change.path);
      const now = place?.container.get(place.name);
      if (isDue(change, plain(now), staying, place === null)) put(place!, change);
    }
  }

  #reorder(change: Change, staying: Set<Change> | null): void {
    const list = opened(this.#find(change.path)!) as MemberList<Part>;
    const [from, to] = [change.from, change.to] as [readonly string[], readonly string[]];
    const known = new Set(to);
    const now = [...list.names()].filter((name) => known.has(name));
    const there = new Set(now);
    // Members that went away since do not change the order of the others.
    const isNow = (names: readonly string[]) =>
      isSame(
        names.filter((name) => there.has(name)),
        now,
      );
    if (staying === null || isNow(to)) list.reorder(from);
    else if (!isNow(from)) staying.add(change);
  }

  /** @returns null if nothing is there that could contain it */
  #find(path: string): Place | null {
    let container: Container = this.#around;
    let name = DOCUMENT;
    for (const step of stepsOf(path)) {
      const inside = opened({ container, name });
      if (inside === null) return null;
      container = inside;
      name = step;
    }
    return { container, name };
  }
}

/** @param isLost whether nothing is there that could contain it */
function isDue(change: Change, now: Json | undefined, staying: Set<Change> | null, isLost: boolean): boolean {
  if (staying === null) return !isLost;
  // Somebody has already taken it back.
  if (isSame(now, change.from as Json | undefined)) return false;
  if (!isLost && isSame(now, change.to as Json | undefined)) return true;
  staying.add(change);
  return false;
}

function put({ container, name }: Place, change: Change): void {
  if (!("from" in change)) container.delete(name);
  else if (container instanceof MemberList && !("to" in change)) {
    container.delete(name);
    container.insert(name, change.from as Json, change.follows);
  } else container.set(name, change.from as Json);
}

/** @returns null if it contains nothing */
function opened({ container, name }: Place): Container | null {
  const part = container.get(name);
  if (part instanceof Map || part instanceof MemberList) return part;
  let inside: Container;
  if (Array.isArray(part)) {
    inside = new MemberList<Part>();
    for (const item of part as readonly Json[]) inside.append(nameOf(item), item);
  } else if (isObject(part)) inside = new Map(Object.entries(part));
  else return null;
  container.set(name, inside);
  return inside;
}

function plain(part: Part): Json | undefined {
  if (part instanceof MemberList) return Array.from(part.values(), (item) => plain(item)!);
  if (part instanceof Map) return Object.fromEntries(Array.from(part, ([name, value]) => [name, plain(value)]));
  return part;
}

/** Whether the change is a new order of a list, by the names of its members, and not another list. */
function isOrder({ from, to }: Change, now: Part): boolean {
  if (!Array.isArray(now) && !(now instanceof MemberList)) return false;
  if (!isNames(from) || !isNames(to)) return false;
  const members = Array.isArray(now) ? (now as readonly Json[]) : [...now.values()];
  // The name of a text is not the text itself: it has quotes around it.
  return !members.includes(to[0]!);
}

const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === "string");
