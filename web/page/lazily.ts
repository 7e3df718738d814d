/**
 * Parts of the page that the first load does without. Once somebody works on the page they are all fetched, so that
 * none is missing when the service is gone for a while.
 */
import { createElement, lazy, useState, type FunctionComponent } from "react";

type Load<Module> = () => Promise<Module>;

const awaited = new Set<Load<unknown>>();

export function later<Module>(load: Load<Module>): Load<Module> {
  awaited.add(load);
  return load;
}

/** @param name under which the component is exported */
export function lazily<Name extends string, Props extends object>(
  load: Load<Readonly<Record<Name, FunctionComponent<Props>>>>,
  name: Name,
): FunctionComponent<Props> {
  let fetched: FunctionComponent<Props> | null = null;
  const Awaited = lazy(
    later(async () => {
      fetched = (await load())[name];
      return { default: fetched };
    }),
  ) as unknown as FunctionComponent<Props>;
  return function Part(props: Props) {
    // What is there is drawn at once: of what it has waited for, React draws nothing for 300 ms.
    const [Shown] = useState(() => fetched ?? Awaited);
    return createElement(Shown, props);
  };
}

/** What fails now is fetched again when it is wanted. */
export function fetchAll(): void {
  for (const load of awaited) load().catch(() => {});
  awaited.clear();
}
