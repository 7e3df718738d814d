import { useEffect, useState } from "react";
import { keptKey } from "../../session/kept-in-browser.ts";
import { useSession } from "../../session/session.ts";
import { useShownDraft } from "../draft-context.ts";
import { useTestCall } from "../test-call/test-call-provider.tsx";
import { firstSteps, type FirstStep } from "./steps.ts";

export function useFirstSteps(): readonly FirstStep[] {
  const { directory, saved } = useShownDraft();
  return firstSteps({ directory, saved }, useIsTested());
}

/** Whether the person has tested a call of the company in this browser, which remembers it until they sign out. */
function useIsTested(): boolean {
  const { company } = useShownDraft();
  const { answer } = useTestCall();
  const key = keptKey(`call-tested/${encodeURIComponent(company)}`, useSession().session?.who.id ?? "");
  const [wasTested] = useState(() => read(key));
  const isTested = answer !== undefined;
  useEffect(() => {
    if (isTested) write(key);
  }, [key, isTested]);
  const [sawTest, setSawTest] = useState(false);
  if (isTested && !sawTest) setSawTest(true);
  return wasTested || sawTest;
}

function read(key: string): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function write(key: string): void {
  try {
    localStorage.setItem(key, "1");
  } catch {
    // Then it is remembered until the page is left.
  }
}
