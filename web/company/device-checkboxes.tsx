import { Checkbox, Group } from "@mantine/core";
import { DEVICES } from "../../src/number/device.ts";
import type { Device } from "../../src/policy/company.ts";
import { deviceInWords } from "../directory/people.ts";
import { useWords } from "../words/use-words.ts";

type Props = Readonly<{
  label: string;
  description: string;
  value: readonly Device[];
  onChange: (devices: Device[]) => void;
}>;

/** Kinds of devices, any number of them. */
export function DeviceCheckboxes({ label, description, value, onChange }: Props) {
  const say = useWords();
  return (
    <Checkbox.Group label={label} description={description} value={[...value]} onChange={onChange}>
      <Group gap="sm" mt="xs">
        {DEVICES.map((device) => (
          <Checkbox key={device} value={device} label={deviceInWords(device, say)} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
