/** What surrounds all sections: language, colours, data, and the session. */
import { MantineProvider, Title } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";
import { lazily } from "../page/lazily.ts";
import { queryClient } from "../api/query-client.ts";
import { askSession, renewSession, useSession } from "../session/session.ts";
import { SignInPage } from "../session/sign-in-page.tsx";
import { Broken } from "../ui/broken.tsx";
import { EscapeCloses } from "../ui/escape-closes.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import { Loading } from "../ui/loading.tsx";
import { unreachable } from "../api/request-failed.ts";
import { renewSessionsBy } from "../api/request.ts";
import { rememberLanguage, type Language } from "../words/language.ts";
import { loadWords } from "../words/load.ts";
import { sayIn } from "../words/say.ts";
import { SpeechContext, useWords } from "../words/use-words.ts";
import type { Words } from "../words/load.ts";
import { SwitchLanguage } from "../page/language-context.ts";
import { nonce } from "./nonce.ts";
import { router } from "./router.tsx";
import { cssVariables, theme } from "./theme.ts";

renewSessionsBy(renewSession);

const SessionOver = lazily(() => import("../session/session-over.tsx"), "SessionOver");

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
              <SignedIn />
            </Broken>
          </QueryClientProvider>
        </SwitchLanguage>
      </SpeechContext>
    </MantineProvider>
  );
}

function Unreachable() {
  const say = useWords();
  return (
    <main>
      <Title order={1} size="h2" px="md" pt="md">
        {say("frame.title")}
      </Title>
      <FailureNote error={unreachable()} again={() => void askSession()} />
    </main>
  );
}

function SignedIn() {
  const { status, over } = useSession();
  useEffect(() => void askSession(), []);
  if (status === "asking") return <Loading />;
  if (status === "unreachable") return <Unreachable />;
  return (
    <>
      {status === "out" ? (
        <SignInPage />
      ) : (
        <EscapeCloses value={!over}>
          <RouterProvider router={router} />
        </EscapeCloses>
      )}
      {over && (
        <Suspense>
          <SessionOver />
        </Suspense>
      )}
    </>
  );
}
