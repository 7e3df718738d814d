import { useDeferredValue } from "react";

/** False while a component is drawn for the first time: what is rendered from then on does not hold up that paint. */
export const useIsPainted = (): boolean => useDeferredValue(true, false);
