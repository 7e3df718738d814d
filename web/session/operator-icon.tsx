import {
  IconBuildings,
  IconHistory,
  IconKey,
  IconLock,
  IconNetwork,
  IconServer2,
  IconUserQuestion,
  IconUserShield,
} from "../icons/icons.ts";

const ICONS = {
  "/companies": IconBuildings,
  "/trunks": IconNetwork,
  "/guest-requests": IconUserQuestion,
  "/people": IconUserShield,
  "/keys": IconKey,
  "/nodes": IconServer2,
  "/security": IconLock,
  "/history": IconHistory,
} as const;

/** The sign of a section of operators. */
export function OperatorIcon({ of }: Readonly<{ of: keyof typeof ICONS }>) {
  const Icon = ICONS[of];
  return <Icon size={18} />;
}
