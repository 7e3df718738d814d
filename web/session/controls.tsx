import { ActionIcon } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { signOut, useSession } from "./session.ts";
import { guidePage } from "../ui/guide-page.ts";
import { forgetToasts, useToasts } from "../ui/toasts.ts";
import { useMay } from "./use-may.ts";
import { failureWords } from "../api/request-failed.ts";
import { useLanguage, useWho, useWords } from "../words/use-words.ts";
import { LeaveDialog } from "../ui/leave-guard.tsx";
import { useUnsaved } from "../ui/unsaved.ts";
import { lazily } from "../page/lazily.ts";
import { LanguageSwitch, SchemeSwitch } from "../page/switches.tsx";
import classes from "./frame.module.css";
import { IconHelp, IconLogout, IconPhoneCall, IconUserCircle } from "../icons/icons.ts";

const Messages = lazily(() => import("./messages.tsx"), "Messages");

/** What concerns the person: their own pages, the guide, language and colours, and the way out. */
export function Controls() {
  const say = useWords();
  const language = useLanguage();
  const { session } = useSession();
  const who = useWho()(session?.who.name ?? "");
  const leave = say("frame.signOut");
  const mayOwn = useMay()("me.read");
  const offered = session?.pendingRoles.length ?? 0;
  const account = say(offered > 0 ? "frame.accountOffered" : "frame.accountOf", { who });

  const [failure, setFailure] = useState<unknown>(null);
  const { kept } = useToasts();
  const unsaved = useUnsaved();
  const [isAsking, setAsking] = useState(false);

  async function leaveNow(): Promise<void> {
    try {
      await signOut();
      forgetToasts();
    } catch (error) {
      setFailure(error);
    }
  }

  return (
    <div className={classes.controls}>
      {failure !== null && (
        <p className={classes.failure} role="alert">
          {say(failureWords(failure).key, failureWords(failure).values)}
        </p>
      )}
      {mayOwn && (
        <Link to="/me" className={classes.own} title={say("frame.own")} aria-label={say("frame.own")}>
          <IconPhoneCall size={18} />
          <span>{say("frame.own")}</span>
        </Link>
      )}
      <Link to="/account" className={classes.own} title={say("frame.account")} aria-label={account}>
        <IconUserCircle size={18} />
        <span>{who}</span>
        {offered > 0 && <span className={classes.offered} />}
      </Link>
      <ActionIcon
        component="a"
        {...guidePage(language)}
        target="_blank"
        variant="subtle"
        size={32}
        aria-label={say("frame.guide")}
        title={say("frame.guide")}
        className={classes.guide}
      >
        <IconHelp size={18} />
      </ActionIcon>
      {kept.length > 0 && (
        <Suspense>
          <Messages kept={kept} />
        </Suspense>
      )}
      <LanguageSwitch />
      <SchemeSwitch />
      <ActionIcon
        variant="subtle"
        size={32}
        aria-label={leave}
        title={leave}
        className={classes.leave}
        onClick={() => (unsaved === null ? void leaveNow() : setAsking(true))}
      >
        <IconLogout size={18} />
      </ActionIcon>
      {isAsking && unsaved !== null && (
        <Suspense>
          <LeaveDialog
            text={unsaved}
            onLeave={() => {
              setAsking(false);
              void leaveNow();
            }}
            onStay={() => setAsking(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
