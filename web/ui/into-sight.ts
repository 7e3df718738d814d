/** For what is told after a button far below it was pressed: a `ref` that brings it into sight as it appears. */
export const intoSight = (element: HTMLElement | null): void => element?.scrollIntoView({ block: "nearest" });
