/** The page of a link: of an invitation, of a new password, or for the first operator. */
import { Button, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import type { LinkAnswer } from "../../src/contract/people.ts";
import { RequestFailed } from "../api/request-failed.ts";
import { requestOnce } from "../api/send.ts";
import { useSaving } from "../form/use-saving.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { Mark } from "../page/mark.tsx";
import { LanguageSwitch, SchemeSwitch } from "../page/switches.tsx";
import { CodeField } from "../session/code-field.tsx";
import { asksForCode } from "../session/failure-text.ts";
import { useRoleText } from "../session/role-text.ts";
import classes from "../session/sign-in-page.module.css";
import { FailureNote } from "../ui/failure-note.tsx";
import { Loading } from "../ui/loading.tsx";
import ui from "../ui/ui.module.css";
import { sentence } from "../words/sentence.ts";
import { useMomentText, useWords } from "../words/use-words.ts";
import { LinkProviders } from "./link-providers.tsx";
import { PasswordField, useNewPasswordFault } from "./password-field.tsx";

/** It stands after the #, so that no server on the way and no log has it. */
const secret = location.hash.slice(1);

const linkQuery = {
  queryKey: ["link"],
  queryFn: async () => (await requestOnce<LinkAnswer>("POST", "links/check", { body: { secret } })).body,
  // What was typed must not vanish when the window is looked at again.
  staleTime: Infinity,
  retry: false,
};

export function LinkPage() {
  const say = useWords();
  const { data, error, refetch } = useQuery({ ...linkQuery, enabled: secret !== "" });
  const isDead = secret === "" || (error instanceof RequestFailed && [400, 410].includes(error.status));
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
            {data ? (
              <Accept link={data} />
            ) : isDead ? (
              <Dead />
            ) : (
              <>
                <Title order={1}>{say("frame.title")}</Title>
                {error === null ? <Loading /> : <FailureNote error={error} again={() => void refetch()} />}
              </>
            )}
          </Stack>
        </div>
      </main>
    </div>
  );
}

function Dead() {
  const say = useWords();
  return (
    <Stack>
      <Title order={1}>{say("link.dead")}</Title>
      <Text>{say("link.deadText")}</Text>
      <Text>{say("link.deadFirst")}</Text>
      <a href="/" className={ui.link}>
        {say("link.toSignIn")}
      </a>
    </Stack>
  );
}

function Accept({ link }: Readonly<{ link: LinkAnswer }>) {
  const say = useWords();
  const roleText = useRoleText();
  const momentText = useMomentText();
  const isFirst = link.kind === "setup";
  const isNamed = isFirst || link.kind === "invitation";
  const [email, setEmail] = useState("");
  const [name, setName] = useState(link.name ?? "");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const passwordFault = useNewPasswordFault();
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    markSubmitted();
    const isMissing =
      passwordFault(password) !== undefined || (isNamed && name.trim() === "") || (isFirst && email.trim() === "");
    if (isMissing || (link.needsCode && code.trim() === "")) return;
    const body = {
      secret,
      password,
      ...(isNamed && { name: name.trim() }),
      ...(isFirst && { email: email.trim() }),
      ...(link.needsCode && { code: code.trim() }),
    };
    const done = await save("", () => requestOnce("POST", "links/accept", { body }), null);
    // A whole new page, so that nothing of the link stays in it; going back does not lead to it either.
    if (done) location.replace("/");
  }

  const missing = (isMissing: boolean, text: string) => (isSubmitted && isMissing ? text : undefined);
  const { rest } = errors;
  const isCodeWrong = asksForCode(rest) || (rest instanceof RequestFailed && rest.problem.code === "credentials_wrong");
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <Title order={1}>{say(`link.title.${link.kind}`)}</Title>
        <Text>
          {link.email === null
            ? say("link.setupText")
            : say(`link.text.${link.kind === "invitation" ? "invitation" : "password"}`, { email: link.email })}
        </Text>
        {link.kind === "invitation" && link.roles.length > 0 && (
          <ul>
            {link.roles.map((role) => (
              <li key={roleText(role)}>{roleText(role)}</li>
            ))}
          </ul>
        )}
        {link.kind === "recovery" && <Text>{say("link.recoveryText")}</Text>}
        {isFirst && (
          <TextInput
            type="email"
            label={say("signIn.email")}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            autoComplete="username"
            error={missing(email.trim() === "", sentence(say("field.email"))) ?? errors.fields.get("/email")}
            required
          />
        )}
        {!isFirst && link.email !== null && (
          // For password managers, which store a password with the address.
          <input type="hidden" autoComplete="username" value={link.email} />
        )}
        {isNamed && (
          <TextInput
            label={say("directory.name")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            autoComplete="name"
            error={missing(name.trim() === "", sentence(say("field.name"))) ?? errors.fields.get("/name")}
            required
          />
        )}
        <PasswordField
          isNew
          label={say(isNamed ? "signIn.password" : "account.newPassword")}
          value={password}
          onChange={setPassword}
          error={(isSubmitted ? passwordFault(password) : undefined) ?? errors.fields.get("/password")}
        />
        {link.needsCode && (
          <CodeField
            value={code}
            onChange={setCode}
            isWrong={isCodeWrong || (isSubmitted && code.trim() === "")}
            autoFocus={false}
          />
        )}
        {rest instanceof RequestFailed && rest.status === 410 ? (
          <Dead />
        ) : (
          rest !== null && <FailureNote error={rest} />
        )}
        <Button type="submit" loading={busy}>
          {say("link.submit")}
        </Button>
        {link.kind === "invitation" && <LinkProviders link={link} secret={secret} />}
        <Text size="sm" c="dimmed">
          {say("link.until", { moment: momentText(link.expiresAt) })}
        </Text>
      </Stack>
    </form>
  );
}
