/** Everything that stands around the sections: words, colours, data, who is signed in. */
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { createIntlCache, createIntl, RawIntlProvider } from "react-intl";
import { queryClient } from "../api/query-client.ts";
import { SessionOver } from "../session/session-over.tsx";
import { askSession, useSession } from "../session/session.ts";
import { SignInPage } from "../session/sign-in-page.tsx";
import { Broken } from "../ui/broken.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { Loading } from "../ui/loading.tsx";
import { unreachable } from "../api/failure.ts";
import { rememberLanguage, type Language } from "../words/language.ts";
import { loadWords } from "../words/load.ts";
import type { Words } from "../words/en.ts";
import { SwitchLanguage } from "./language-context.ts";
import { nonce } from "./nonce.ts";
import { router } from "./router.tsx";
import { cssVariables, theme } from "./theme.ts";

const cache = createIntlCache();
const intlOf = (language: Language, words: Words) =>
  createIntl({ locale: language, messages: words, onError: (error) => console.error(error) }, cache);

/** @param props the language at the start, with its catalogue */
export function Page(props: Readonly<{ language: Language; words: Words }>) {
  const [intl, setIntl] = useState(() => intlOf(props.language, props.words));
  useEffect(() => {
    document.documentElement.lang = intl.locale;
  }, [intl]);

  async function switchTo(language: Language): Promise<void> {
    rememberLanguage(language);
    setIntl(intlOf(language, await loadWords(language)));
  }

  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <RawIntlProvider value={intl}>
        <SwitchLanguage value={(language) => void switchTo(language)}>
          <QueryClientProvider client={queryClient}>
            <Broken>
              <SignedIn />
              <SessionOver />
            </Broken>
          </QueryClientProvider>
        </SwitchLanguage>
      </RawIntlProvider>
    </MantineProvider>
  );
}

function SignedIn() {
  const { status } = useSession();
  useEffect(() => void askSession(), []);
  if (status === "asking") return <Loading />;
  if (status === "unreachable") return <FailureNote error={unreachable()} again={() => void askSession()} />;
  return status === "out" ? <SignInPage /> : <RouterProvider router={router} />;
}
