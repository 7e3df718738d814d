import { useMediaQuery } from "@mantine/hooks";

/** Whether rows have to fit a phone's screen (table.module.css). */
export const useIsPhone = (): boolean =>
  useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false }) ?? false;
