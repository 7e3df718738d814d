import { useBlocker } from "@tanstack/react-router";
import { Suspense } from "react";
import { lazily } from "../../app/lazily.ts";
import { useDraft } from "../draft-context.ts";

const LeaveDialog = lazily(() => import("./leave-dialog.tsx"), "LeaveDialog");

/** Leaving with unsaved changes asks first; they stay kept in the browser either way. */
export function LeaveGuard() {
  const { changes } = useDraft();
  const unsaved = changes.length > 0;
  const blocker = useBlocker({ shouldBlockFn: () => unsaved, enableBeforeUnload: () => unsaved, withResolver: true });
  if (blocker.status !== "blocked") return null;
  return (
    <Suspense>
      <LeaveDialog changes={changes.length} onLeave={blocker.proceed} onStay={blocker.reset} />
    </Suspense>
  );
}
