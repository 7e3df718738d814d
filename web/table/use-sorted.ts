import { useEffect, useMemo, useState } from "react";
import { useLanguage } from "../words/use-words.ts";
import type { Column } from "./column.ts";
import { knownOrder, noteOrder } from "./known-orders.ts";
import { comparator, sortStepwise, type Sort } from "./sort.ts";

/** Rows that are sorted while the table is rendered; more are sorted in turns. */
const AT_ONCE = 2500;

/** How long one turn may take, in ms. */
const TURN = 8;

type Sorted<T> = Readonly<{ things: readonly T[]; sorted: readonly T[] }>;

/** The things in their order; many are in the order that they had until they are sorted. */
export function useSorted<T>(things: readonly T[], columns: readonly Column<T>[], sort: Sort | null): readonly T[] {
  const language = useLanguage();
  const sortBy = columns.find(({ id }) => id === sort?.column)?.sortBy;
  const isDescending = sort?.isDescending ?? false;
  const { known, begin } = useMemo(() => {
    const keys = sortBy === undefined ? [] : things.map(sortBy);
    const by = { keys, compared: `${language} ${isDescending}` };
    const compare = comparator(language, isDescending);
    function* begin() {
      const places = yield* sortStepwise([...keys.keys()], (a, b) => compare(keys[a]!, keys[b]!));
      const sorted = places.map((place) => things[place]!);
      noteOrder(things, by, sorted);
      return sorted;
    }
    return { known: sortBy === undefined ? things : knownOrder(things, by), begin };
  }, [things, sortBy, isDescending, language]);
  const isMany = things.length > AT_ONCE;
  const atOnce = useMemo(() => known ?? (isMany ? null : last(begin())), [known, begin, isMany]);
  const [done, setDone] = useState<Sorted<T>>({ things, sorted: things });
  useEffect(() => {
    // Whatever many are sorted by next, they stay in this order until that is done.
    if (atOnce !== null && isMany) setDone((done) => (done.sorted === atOnce ? done : { things, sorted: atOnce }));
    if (atOnce !== null) return;
    let timer = 0;
    let steps: ReturnType<typeof begin> | undefined;
    const go = () => {
      const until = performance.now() + TURN;
      steps ??= begin();
      while (performance.now() < until) {
        const step = steps.next();
        if (step.done) return setDone({ things, sorted: step.value });
      }
      timer = window.setTimeout(go);
    };
    timer = window.setTimeout(go);
    return () => window.clearTimeout(timer);
  }, [begin, atOnce, isMany, things]);
  return atOnce ?? (done.things === things ? done.sorted : things);
}

function last<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
