import { useReducer } from "react";

/**
 * Renders a field again after its list has opened; call what it returns when the list opens. Mantine learns the id of a
 * list in an effect of the list, and its field says neither that it is expanded nor which list it controls
 * (aria-expanded, aria-controls) before it is rendered once more.
 */
export function useNamedList(): () => void {
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  return () => void setTimeout(renderAgain);
}
