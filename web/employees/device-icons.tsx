import { DEVICES } from "../../src/number/device.ts";
import type { Device } from "../../src/policy/company.ts";
import type { Employee } from "../../src/policy/directory.ts";
import { deviceInWords, devicesInWords } from "../directory/people.ts";
import { useWords } from "../words/use-words.ts";
import classes from "./employees.module.css";
import {
  IconAppWindow,
  IconDeviceLandlinePhone,
  IconDeviceMobile,
  IconDeviceSim,
  IconHeadset,
} from "../icons/icons.ts";

const ICONS: Readonly<Record<Device, typeof IconHeadset>> = {
  desk_phone: IconDeviceLandlinePhone,
  softphone: IconHeadset,
  mobile_app: IconDeviceMobile,
  corporate_sim: IconDeviceSim,
  crm: IconAppWindow,
};

/** The kinds of an employee's devices. */
export function DeviceIcons({ lines }: Readonly<{ lines: Employee["lines"] }>) {
  const say = useWords();
  if (lines.length === 0) return null;
  return (
    <span role="img" aria-label={devicesInWords(lines, say)} className={classes.devices}>
      {DEVICES.filter((kind) => lines.some(({ device }) => device === kind)).map((device) => {
        const Icon = ICONS[device];
        return (
          <span key={device} title={deviceInWords(device, say)}>
            <Icon size={18} aria-hidden />
          </span>
        );
      })}
    </span>
  );
}
