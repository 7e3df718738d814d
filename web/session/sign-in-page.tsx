import { Paper, Stack, Title } from "@mantine/core";
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
        <Paper withBorder p="xl" radius="lg" className={classes.card}>
          <Stack>
            <Title order={1} size="h2">
              {say("signIn.title")}
            </Title>
            <SignInForm />
          </Stack>
        </Paper>
      </main>
    </div>
  );
}
