import { Stack, Title } from "@mantine/core";
import { Mark } from "../page/mark.tsx";
import { LanguageSwitch, SchemeSwitch } from "../page/switches.tsx";
import { useWords } from "../words/use-words.ts";
import { SignInForm } from "./sign-in-form.tsx";
import classes from "./sign-in-page.module.css";

export function SignInPage() {
  const say = useWords();
  return (
    <div className={classes.page}>
      <header className={classes.switches}>
        <LanguageSwitch />
        <SchemeSwitch />
      </header>
      <main className={classes.middle}>
        <div className={classes.card}>
          <Stack>
            <Mark size={36} />
            <Title order={1}>{say("signIn.title")}</Title>
            <SignInForm staysHere={false} />
          </Stack>
        </div>
      </main>
    </div>
  );
}
