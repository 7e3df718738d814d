import { Button, Text, VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Suspense, useEffect, useState } from "react";
import { lazily } from "../page/lazily.ts";
import { usePrefetchQuery } from "@tanstack/react-query";
import { companyQuery, directoryQuery, outgoingNumbersQuery } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useSession } from "../session/session.ts";
import { LeaveGuard } from "../ui/leave-guard.tsx";
import { Section } from "../ui/section.tsx";
import { useWords } from "../words/use-words.ts";
import { useDraft } from "./draft-context.ts";
import { DraftProvider } from "./draft-provider.tsx";
import { ElsewhereNote } from "./elsewhere-note.tsx";
import { PersonalBlock, RegionalBlock } from "./entry-block.tsx";
import { MainBlock } from "./main-block.tsx";
import { OrderStrip } from "./order-strip.tsx";
import classes from "./outgoing.module.css";
import { SaveFailure } from "./save/save-failure.tsx";
import { SaveBar } from "./save/save-bar.tsx";
import { SettingsConflict } from "./save/settings-conflict.tsx";
import { SpotlightProvider, useSpotlight } from "./spotlight.tsx";
import { TestCallPanel } from "./test-call/test-call-panel.tsx";
import { TestCallProvider } from "./test-call/test-call-provider.tsx";

const PriorityDialog = lazily(() => import("./priority-dialog.tsx"), "PriorityDialog");
const TestCallSheet = lazily(() => import("./test-call/test-call-sheet.tsx"), "TestCallSheet");

export function OutgoingPage() {
  const say = useWords();
  const company = useCompanyId();
  const who = useSession().session?.person ?? "";
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
          </TestCallProvider>
          <Leaving />
        </DraftProvider>
      </SpotlightProvider>
    </Section>
  );
}

/** Asks before leaving with unsaved changes, which the browser keeps. */
function Leaving() {
  const say = useWords();
  const { changes } = useDraft();
  return <LeaveGuard text={changes.length > 0 ? say("saving.leaveText", { count: changes.length }) : null} />;
}

function Blocks() {
  const say = useWords();
  const { saved, present, directory } = useDraft();
  const { focus } = useSpotlight();
  const isWide = useMediaQuery("(min-width: 75em)", undefined, { getInitialValueInEffect: false });
  const [isPriorityOpened, setPriorityOpened] = useState(false);
  const isSwitched = useHasChanged(present.priority);
  const regionalFirst = present.priority === "regional";
  const guests = directory.employees.some(({ guest }) => guest);
  const note = (
    <Text size="sm" c="dimmed">
      {say("outgoing.personalText")} {guests && say("outgoing.guestNote")}
    </Text>
  );
  const regionalNote = (
    <Text size="sm" c="dimmed">
      {say("outgoing.regionalText")}
    </Text>
  );
  const personal = <PersonalBlock key="personal" note={note} />;
  const regional = <RegionalBlock key="regional" note={regionalNote} />;
  return (
    <>
      <OrderStrip priority={present.priority} />
      <div className={classes.layout}>
        <div className={classes.blocks}>
          <SaveFailure />
          <SettingsConflict />
          <ElsewhereNote />
          {!isWide && (
            <Suspense>
              <TestCallSheet onGo={focus} />
            </Suspense>
          )}
          <MainBlock />
          {/* The block that is tried first is the lowest. */}
          {regionalFirst ? [personal, regional] : [regional, personal]}
          <div>
            <Button variant="transparent" className={classes.wrapping} onClick={() => setPriorityOpened(true)}>
              {say("outgoing.setPriority")}
            </Button>
          </div>
          <VisuallyHidden role="status">
            {isSwitched && say(`outgoing.announce.${present.priority}`)}{" "}
            {isSwitched && present.priority !== saved.priority && say("outgoing.announce.unsaved")}
          </VisuallyHidden>
        </div>
        {isWide && (
          <div className={`${classes.side} ${classes.block}`}>
            <TestCallPanel onGo={focus} />
          </div>
        )}
      </div>
      <SaveBar />
      {isPriorityOpened && (
        <Suspense>
          <PriorityDialog onClose={() => setPriorityOpened(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Whether the value has ever differed from its first one. */
function useHasChanged(value: string): boolean {
  const [first] = useState(value);
  const [hasChanged, setChanged] = useState(false);
  useEffect(() => {
    if (value !== first) setChanged(true);
  }, [value, first]);
  return hasChanged || value !== first;
}
