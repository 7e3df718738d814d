import { Button, VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Suspense, useEffect, useState } from "react";
import { lazily } from "../page/lazily.ts";
import { usePrefetchQuery } from "@tanstack/react-query";
import { companyQuery, directoryQuery, outgoingNumbersQuery } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useSession } from "../session/session.ts";
import { useMay } from "../session/use-may.ts";
import { LeaveGuard } from "../ui/leave-guard.tsx";
import { Section } from "../ui/section.tsx";
import { loadSectionWords } from "../words/load.ts";
import { useWords } from "../words/use-words.ts";
import { useDraft, useShownDraft } from "./draft-context.ts";
import { DraftProvider } from "./draft-provider.tsx";
import { ElsewhereNote } from "./elsewhere-note.tsx";
import { PersonalBlock, RegionalBlock } from "./entry-block.tsx";
import { isSetUp } from "./first-steps/steps.ts";
import { OutgoingFiles } from "./outgoing-files.tsx";
import { MainBlock } from "./main-block.tsx";
import { OrderStrip } from "./order-strip.tsx";
import classes from "./outgoing.module.css";
import { SaveFailure } from "./save/save-failure.tsx";
import { SaveBar } from "./save/save-bar.tsx";
import { SpotlightProvider, useSpotlightControls } from "./spotlight.tsx";
import { TestCallPanel } from "./test-call/test-call-panel.tsx";
import { TestCallProvider, useTestCall } from "./test-call/test-call-provider.tsx";

const PriorityDialog = lazily(() => import("./priority-dialog.tsx"), "PriorityDialog");
const TestCallSheet = lazily(() => import("./test-call/test-call-sheet.tsx"), "TestCallSheet");
const FirstSteps = lazily(async () => {
  await loadSectionWords();
  return import("./first-steps/first-steps.tsx");
}, "FirstSteps");
const FirstStepsLink = lazily(() => import("./first-steps/first-steps-link.tsx"), "FirstStepsLink");
const SettingsConflict = lazily(async () => {
  await loadSectionWords();
  return import("./save/settings-conflict.tsx");
}, "SettingsConflict");
const LeftNote = lazily(async () => {
  await loadSectionWords();
  return import("./left-note.tsx");
}, "LeftNote");
const CallListDialog = lazily(async () => {
  await loadSectionWords();
  return import("./test-call/call-list-dialog.tsx");
}, "CallListDialog");

export function OutgoingPage() {
  const say = useWords();
  const company = useCompanyId();
  const who = useSession().session?.who.id ?? "";
  // Fetched in parallel; suspending, each would wait for the one before.
  usePrefetchQuery(companyQuery(company));
  usePrefetchQuery(directoryQuery(company));
  usePrefetchQuery(outgoingNumbersQuery(company));
  return (
    <Section title={say("frame.outgoingNumbers")}>
      <SpotlightProvider key={`${company} ${who}`}>
        <DraftProvider company={company} who={who}>
          <TestCallProvider>
            <Blocks />
            <CallList />
          </TestCallProvider>
          <Leaving />
        </DraftProvider>
      </SpotlightProvider>
    </Section>
  );
}

/** Outside of the test call's panel, which moves when the window is resized. */
function CallList() {
  const { caller, isListOpened, setListOpened } = useTestCall();
  if (!isListOpened || !caller) return null;
  return (
    <Suspense>
      <CallListDialog caller={caller} onClose={() => setListOpened(false)} />
    </Suspense>
  );
}

/** Asks before leaving with unsaved changes, which the browser keeps until the person signs out. */
function Leaving() {
  const say = useWords();
  const { groups } = useDraft();
  const count = groups.length;
  if (count === 0) return <LeaveGuard text={null} />;
  return <LeaveGuard text={say("saving.leaveText", { count })} signingOut={say("saving.signOutText", { count })} />;
}

function Blocks() {
  const say = useWords();
  const { company, saved, present, directory, mayEdit, left, conflict } = useShownDraft();
  const { focus } = useSpotlightControls();
  const isWide = useMediaQuery("(min-width: 80em)", undefined, { getInitialValueInEffect: false });
  const { isSheetOpened, setSheetOpened } = useTestCall();
  useEffect(() => {
    if (isWide && isSheetOpened) setSheetOpened(false);
  }, [isWide, isSheetOpened, setSheetOpened]);
  const [isPriorityOpened, setPriorityOpened] = useState(false);
  const mayChange = useMay()("outgoing-numbers.write", company);
  const isBegun = isSetUp({ directory, saved });
  // While it is done, they stay: the person is in the middle of them.
  const [isGuided, setGuided] = useState(!isBegun);
  const [priorityAtFirst] = useState(present.priority);
  const isSwitched = useWasEver(present.priority !== priorityAtFirst);
  // Notes stay mounted once they were there: they move the focus when they go.
  const hasLeft = useWasEver(left.length > 0);
  const hasConflict = useWasEver(conflict !== null);
  const personal = <PersonalBlock key="personal" />;
  const regional = <RegionalBlock key="regional" />;
  return (
    <>
      <div className={classes.head}>
        <OrderStrip priority={present.priority} />
        {mayChange && isBegun && (
          <Suspense>
            <FirstStepsLink isOpened={isGuided} onToggle={() => setGuided(!isGuided)} />
          </Suspense>
        )}
        <OutgoingFiles />
      </div>
      <div className={classes.layout}>
        <div className={classes.blocks}>
          <SaveFailure />
          {hasLeft && (
            <Suspense>
              <LeftNote />
            </Suspense>
          )}
          {hasConflict && (
            <Suspense>
              <SettingsConflict />
            </Suspense>
          )}
          <ElsewhereNote />
          {!isWide && (
            <Suspense>
              <TestCallSheet onGo={focus} />
            </Suspense>
          )}
          {mayChange && isGuided && (
            <Suspense>
              <FirstSteps />
            </Suspense>
          )}
          <MainBlock />
          {/* The block that is tried first is the lowest. */}
          {present.priority === "regional" ? [personal, regional] : [regional, personal]}
          {mayEdit && (
            <div>
              <Button variant="transparent" className={classes.wrapping} onClick={() => setPriorityOpened(true)}>
                {say("outgoing.setPriority")}
              </Button>
            </div>
          )}
          <VisuallyHidden role="status">
            {isSwitched && say(`outgoing.announce.${present.priority}`)}{" "}
            {isSwitched && present.priority !== saved.priority && say("outgoing.announce.unsaved")}
          </VisuallyHidden>
          {mayEdit && <SaveBar />}
        </div>
        {isWide && (
          <div className={`${classes.side} ${classes.card}`}>
            <TestCallPanel onGo={focus} />
          </div>
        )}
      </div>
      {isPriorityOpened && (
        <Suspense>
          <PriorityDialog onClose={() => setPriorityOpened(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Whether it is so, or was at any time before. */
function useWasEver(is: boolean): boolean {
  const [was, setWas] = useState(false);
  useEffect(() => {
    if (is) setWas(true);
  }, [is]);
  return was || is;
}
