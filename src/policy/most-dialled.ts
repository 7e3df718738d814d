/** How many calls one request tries. */
export const MOST_DIALLED = 100;
