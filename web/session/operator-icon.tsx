import IconBuildings from "@tabler/icons-react/dist/esm/icons/IconBuildings.mjs";
import IconHistory from "@tabler/icons-react/dist/esm/icons/IconHistory.mjs";
import IconKey from "@tabler/icons-react/dist/esm/icons/IconKey.mjs";
import IconLock from "@tabler/icons-react/dist/esm/icons/IconLock.mjs";
import IconNetwork from "@tabler/icons-react/dist/esm/icons/IconNetwork.mjs";
import IconServer2 from "@tabler/icons-react/dist/esm/icons/IconServer2.mjs";
import IconUserQuestion from "@tabler/icons-react/dist/esm/icons/IconUserQuestion.mjs";
import IconUserShield from "@tabler/icons-react/dist/esm/icons/IconUserShield.mjs";

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
