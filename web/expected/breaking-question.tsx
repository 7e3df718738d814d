import { Suspense } from "react";
import { lazily } from "../page/lazily.ts";
import { loadSectionWords } from "../words/load.ts";
import { useAsked } from "./asked.ts";

const BreakingDialog = lazily(async () => {
  await loadSectionWords();
  return import("./breaking-dialog.tsx");
}, "BreakingDialog");

/** The place of the question in the page. */
export function BreakingQuestion() {
  const asked = useAsked();
  if (asked === null) return null;
  return (
    <Suspense>
      <BreakingDialog asked={asked} />
    </Suspense>
  );
}
