import { useBlocker } from "@tanstack/react-router";
import { Suspense, useEffect, useId } from "react";
import { lazily } from "../page/lazily.ts";
import { reportUnsaved } from "./unsaved.ts";

export const LeaveDialog = lazily(() => import("./leave-dialog.tsx"), "LeaveDialog");

/**
 * Asks before the page is left with unsaved changes.
 * @param props.text what becomes of them; null: there are none
 * @param props.signingOut what becomes of them when the person signs out, if that differs
 */
export function LeaveGuard({ text, signingOut = text }: Readonly<{ text: string | null; signingOut?: string | null }>) {
  const unsaved = text !== null;
  const form = useId();
  useEffect(() => {
    reportUnsaved(form, signingOut);
    return () => reportUnsaved(form, null);
  }, [form, signingOut]);
  const blocker = useBlocker({
    // A link within the section, such as to a block, does not leave it.
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname,
    enableBeforeUnload: () => unsaved,
    withResolver: true,
  });
  if (blocker.status !== "blocked" || text === null) return null;
  return (
    <Suspense>
      <LeaveDialog text={text} onLeave={blocker.proceed} onStay={blocker.reset} />
    </Suspense>
  );
}
