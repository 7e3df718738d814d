import { VisuallyHidden } from "@mantine/core";
import type { DeviceCondition } from "../../src/policy/outgoing-numbers.ts";
import { conditionKey } from "../directory/names.ts";
import { useWords } from "../words/use-words.ts";
import classes from "./outgoing.module.css";
import { IconDeviceLandlinePhone, IconDeviceSim, IconDevices } from "../icons/icons.ts";

const ICONS = {
  any: IconDevices,
  corporate_sim: IconDeviceSim,
  except_corporate_sim: IconDeviceLandlinePhone,
} as const;

/** The devices of a row in a word or two; in full for screen readers, and to whoever points at them. */
export function DeviceShort({ device }: Readonly<{ device: DeviceCondition }>) {
  const say = useWords();
  const Icon = ICONS[device];
  const full = say(conditionKey(device));
  return (
    <span className={classes.device} title={full}>
      <Icon size={14} aria-hidden />
      <span aria-hidden>{say(`outgoing.device.${device}`)}</span>
      <VisuallyHidden>{full}</VisuallyHidden>
    </span>
  );
}
