import { Select as One, type SelectProps } from "@mantine/core";
import { useNamedList } from "./named-list.ts";

/** One option of a list. */
export function Select<Value extends string = string>(props: SelectProps<Value>) {
  const nameList = useNamedList();
  const { onDropdownOpen } = props;
  return (
    <One
      {...props}
      onDropdownOpen={() => {
        nameList();
        onDropdownOpen?.();
      }}
    />
  );
}
