import { Select as One, type SelectProps } from "@mantine/core";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useNamedList } from "./named-list.ts";

/**
 * One option of a list.
 *
 * It opens before the typed text changes: a list that Mantine opens itself looks for the chosen option a moment later
 * and then forgets that the best option is highlighted, so that Enter would not take it.
 */
export function Select<Value extends string = string>(props: SelectProps<Value>) {
  const nameList = useNamedList();
  const field = useRef<HTMLInputElement>(null);
  const [isOpened, setOpened] = useState(false);
  const [isTyped, setTyped] = useState(false);

  function open(): void {
    if (isOpened) return;
    setOpened(true);
    nameList();
    props.onDropdownOpen?.();
  }

  const typed = useEffectEvent(() => {
    setTyped(true);
    open();
  });
  // React's own `onBeforeInput` is silent about what is deleted.
  useEffect(() => {
    const input = field.current;
    const listener = () => typed();
    input?.addEventListener("beforeinput", listener);
    return () => input?.removeEventListener("beforeinput", listener);
  }, []);

  return (
    <One
      {...props}
      ref={field}
      // Mantine goes through the whole page for the first option, also when the field is drawn.
      selectFirstOptionOnChange={isTyped}
      dropdownOpened={isOpened}
      onDropdownOpen={open}
      onDropdownClose={() => {
        setOpened(false);
        props.onDropdownClose?.();
      }}
    />
  );
}
