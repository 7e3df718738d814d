/**
 * Parts of the page that are not in the first load. They are all fetched when somebody first touches the page, so that
 * none is missing while the service is down.
 */
import { createElement, lazy, useState, type FunctionComponent } from "react";

type Load<Module> = () => Promise<Module>;

const awaited = new Set<Load<unknown>>();

export function later<Module>(load: Load<Module>): Load<Module> {
  awaited.add(load);
  return load;
}

/** @param name of the exported component */
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
    // React delays lazily loaded content by 300 ms; render what is already loaded at once.
    const [Shown] = useState(() => fetched ?? Awaited);
    return createElement(Shown, props);
  };
}

/** Fetches all of them. One that fails now is fetched again when it is needed. */
export function fetchAll(): void {
  for (const load of awaited) load().catch(() => {});
  awaited.clear();
}
