/** A list whose members are found by name, in constant time each: what changes speak of (changes.ts). */

type Link<Value> = { name: string; value: Value; before: Link<Value> | null; after: Link<Value> | null };

export class MemberList<Value> {
  readonly #links = new Map<string, Link<Value>>();
  #first: Link<Value> | null = null;
  #last: Link<Value> | null = null;

  get(name: string): Value | undefined {
    return this.#links.get(name)?.value;
  }

  /** Replaces a member; a new one comes last. */
  set(name: string, value: Value): void {
    const link = this.#links.get(name);
    if (link) link.value = value;
    else this.append(name, value);
  }

  /** Of several members with one name, the first is found by it. */
  append(name: string, value: Value): void {
    this.#insert(name, value, this.#last);
  }

  /** @param follows the name of the member before it; null puts it first, an unknown one last */
  insert(name: string, value: Value, follows: string | null | undefined): void {
    if (follows === null) this.#insert(name, value, null);
    else this.#insert(name, value, (follows !== undefined && this.#links.get(follows)) || this.#last);
  }

  delete(name: string): void {
    const link = this.#links.get(name);
    if (!link) return;
    this.#links.delete(name);
    if (link.before) link.before.after = link.after;
    else this.#first = link.after;
    if (link.after) link.after.before = link.before;
    else this.#last = link.before;
  }

  /** Puts the members that are named into this order, in the places that they have together. */
  reorder(names: readonly string[]): void {
    const named = names.filter((name) => this.#links.has(name)).map((name) => this.#links.get(name)!);
    const among = new Set(named);
    const ordered = named.map(({ name, value }) => ({ name, value }));
    let at = 0;
    for (let link = this.#first; link !== null; link = link.after) {
      if (!among.has(link)) continue;
      const { name, value } = ordered[at++]!;
      link.name = name;
      link.value = value;
      this.#links.set(name, link);
    }
  }

  *names(): Generator<string> {
    for (let link = this.#first; link !== null; link = link.after) yield link.name;
  }

  *values(): Generator<Value> {
    for (let link = this.#first; link !== null; link = link.after) yield link.value;
  }

  #insert(name: string, value: Value, before: Link<Value> | null): void {
    const after = before ? before.after : this.#first;
    const link: Link<Value> = { name, value, before, after };
    if (before) before.after = link;
    else this.#first = link;
    if (after) after.before = link;
    else this.#last = link;
    if (!this.#links.has(name)) this.#links.set(name, link);
  }
}
