/** A `ref` for messages that appear far from the button that caused them: scrolls them into view. */
export const intoSight = (element: HTMLElement | null): void => element?.scrollIntoView({ block: "nearest" });
