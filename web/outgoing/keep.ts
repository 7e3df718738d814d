/** Keeps unsaved changes in the browser. Where that is full or switched off, they live as long as the page. */
import { keptKey, parseKept, serialiseKept, type Kept } from "./logic/kept.ts";

/** This tab, its reloads included: what another one keeps is not this one's to forget. */
const tab = ((): string => {
  const made = Math.random().toString(36).slice(2);
  try {
    const known = sessionStorage.getItem("callas/tab") ?? made;
    sessionStorage.setItem("callas/tab", known);
    return known;
  } catch {
    return made;
  }
})();

export function readKept(company: string, who: string): Kept | null {
  try {
    return parseKept(localStorage.getItem(keptKey(company, who)), company, who);
  } catch {
    return null;
  }
}

/** @returns whether it is kept */
export function keep(kept: Omit<Kept, "tab">): boolean {
  try {
    localStorage.setItem(keptKey(kept.company, kept.who), serialiseKept({ ...kept, tab }));
    return true;
  } catch {
    return false;
  }
}

export function forget(company: string, who: string): void {
  if (readKept(company, who)?.tab === tab) localStorage.removeItem(keptKey(company, who));
}
