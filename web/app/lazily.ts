/**
 * Parts of the page that the first load does without. Once somebody works on the page they are all fetched, so that
 * none is missing when the service is gone for a while.
 */
import { lazy, type FunctionComponent } from "react";

type Load<Module> = () => Promise<Module>;

const awaited = new Set<Load<unknown>>();

export function later<Module>(load: Load<Module>): Load<Module> {
  awaited.add(load);
  return load;
}

/** @param name under which the component is exported */
export const lazily = <Name extends string, Props>(
  load: Load<Readonly<Record<Name, FunctionComponent<Props>>>>,
  name: Name,
) => lazy(later(async () => ({ default: (await load())[name] })));

/** What fails now is fetched again when it is wanted. */
export function fetchAll(): void {
  for (const load of awaited) load().catch(() => {});
  awaited.clear();
}
