import { useCompanyId } from "../page/company-id.ts";
import { useMay } from "../session/use-may.ts";
import { useIsKeptByPbx } from "./kept-by-pbx.tsx";

/** What the person may change of the directory on the page. */
export function useMayChange(): Readonly<{
  /** People and departments themselves, which a PBX may keep instead. */
  people: boolean;
  /** What is set by people in any case: the order, emergency numbers, labels. */
  settings: boolean;
}> {
  const settings = useMay()("directory.write", useCompanyId());
  const isKept = useIsKeptByPbx();
  return { people: settings && !isKept, settings };
}
