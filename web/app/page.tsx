/** What surrounds all sections: language, colours, data, and the session. */
import { MantineProvider, Title } from "@mantine/core";
import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { lazily } from "../page/lazily.ts";
import { queryClient } from "../api/query-client.ts";
import { askPerson } from "../expected/asked.ts";
import { askSession, proveAnew, renewSession, useSession } from "../session/session.ts";
import { SignInPage } from "../session/sign-in-page.tsx";
import { Broken } from "../ui/broken.tsx";
import { EscapeCloses } from "../ui/escape-closes.ts";
import { Loading } from "../ui/loading.tsx";
import { GoneBanner, GoneIsSaid, GoneNote } from "../ui/service-gone.tsx";
import { ToastStack } from "../ui/toast-stack.tsx";
import { whenBack } from "../api/connection.ts";
import { askBeforeBreakingBy } from "../api/change.ts";
import { lastSavedQuery } from "../api/last-saved.ts";
import { listenToOtherTabs } from "../api/other-tabs.ts";
import { renewSessionsBy } from "../api/request.ts";
import { rememberLanguage, type Language } from "../words/language.ts";
import { loadSectionWords, loadWords } from "../words/load.ts";
import { sayIn } from "../words/say.ts";
import { SpeechContext, useWords } from "../words/use-words.ts";
import type { Words } from "../words/load.ts";
import { SwitchLanguage } from "../page/language-context.ts";
import { nonce } from "./nonce.ts";
import { router } from "./router.tsx";
import { cssVariables, theme } from "./theme.ts";

renewSessionsBy({ signIn: renewSession, prove: proveAnew });
askBeforeBreakingBy(askPerson);
listenToOtherTabs();

const SessionOver = lazily(async () => {
  await loadSectionWords();
  return import("../session/session-over.tsx");
}, "SessionOver");
const FreshProof = lazily(async () => {
  await loadSectionWords();
  return import("../session/fresh-proof.tsx");
}, "FreshProof");
const LiveNote = lazily(async () => {
  await loadSectionWords();
  return import("./live-note.tsx");
}, "LiveNote");
/** For people who hold a link. Nobody else fetches it. */
const LinkPage = lazy(async () => {
  const [{ LinkPage }] = await Promise.all([import("../account/link-page.tsx"), loadSectionWords()]);
  return { default: LinkPage };
});

const speechOf = (language: Language, words: Words) => ({ language, say: sayIn(language, words) });

/** @param props the initial language, with its catalogue */
export function Page(props: Readonly<{ language: Language; words: Words }>) {
  const [speech, setSpeech] = useState(() => speechOf(props.language, props.words));
  useEffect(() => {
    document.documentElement.lang = speech.language;
  }, [speech]);

  async function switchTo(language: Language): Promise<void> {
    rememberLanguage(language);
    setSpeech(speechOf(language, await loadWords(language)));
  }

  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
      // The provider writes all of them; Mantine's file with the same variables is not imported.
      deduplicateCssVariables={false}
    >
      <SpeechContext value={speech}>
        <SwitchLanguage value={(language) => void switchTo(language)}>
          <QueryClientProvider client={queryClient}>
            <Broken>
              <Suspense fallback={<Loading />}>{location.pathname === "/link" ? <LinkPage /> : <SignedIn />}</Suspense>
            </Broken>
          </QueryClientProvider>
        </SwitchLanguage>
      </SpeechContext>
    </MantineProvider>
  );
}

function Unreachable() {
  const say = useWords();
  useEffect(() => whenBack(() => void askSession()), []);
  return (
    <main>
      <GoneNote />
      <Title order={1} p="md">
        {say("frame.title")}
      </Title>
    </main>
  );
}

function SignedIn() {
  const { status, session, over, proving } = useSession();
  const { mustEnrol = false } = session ?? {};
  useEffect(() => void askSession(), []);
  // The router asks again where the person may be.
  useEffect(() => {
    if (mustEnrol) void router.invalidate();
  }, [mustEnrol]);
  if (status === "asking") return <Loading />;
  if (status === "unreachable") return <Unreachable />;
  return (
    <>
      {status === "out" ? (
        <SignInPage />
      ) : (
        <EscapeCloses value={!over && !proving}>
          <GoneBanner />
          <GoneIsSaid value={true}>
            <RouterProvider router={router} />
            <ToastStack>
              <Live />
            </ToastStack>
          </GoneIsSaid>
        </EscapeCloses>
      )}
      {over && (
        <Suspense>
          <SessionOver />
        </Suspense>
      )}
      {proving && !over && (
        <Suspense>
          <FreshProof />
        </Suspense>
      )}
    </>
  );
}

/** From the first change on. */
function Live() {
  const { data: saved } = useQuery(lastSavedQuery);
  return (
    saved && (
      <Suspense>
        <LiveNote saved={saved} />
      </Suspense>
    )
  );
}
