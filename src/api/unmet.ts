import { pathOf, type Unmet } from "../preview/expectations.ts";

/** An expectation that does not hold, as answers list it. */
export function asUnmet(found: Unmet) {
  const { shows, got, decidedBy } = found;
  return { path: pathOf(found), shows, got, decidedBy };
}
