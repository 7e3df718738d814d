import { Radio, Stack } from "@mantine/core";
import type { DeviceCondition } from "../../src/policy/outgoing-numbers.ts";
import { DEVICE_CONDITIONS } from "../../src/number/device.ts";
import { conditionKey } from "./names.ts";
import { useWords } from "../words/use-words.ts";

type Props = Readonly<{ value: DeviceCondition; onChange: (device: DeviceCondition) => void }>;

/** The devices that a personal number is shown for. */
export function DeviceRadios({ value, onChange }: Props) {
  const say = useWords();
  return (
    <Radio.Group label={say("dialogs.device")} value={value} onChange={(device) => onChange(device)}>
      <Stack gap="xs" mt="xs">
        {DEVICE_CONDITIONS.map((condition) => (
          <Radio key={condition} value={condition} label={say(conditionKey(condition))} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
