import { ActionIcon, Anchor, Group, Text } from "@mantine/core";
import IconLogout from "@tabler/icons-react/dist/esm/icons/IconLogout.mjs";
import { Link } from "@tanstack/react-router";
import { Suspense, useState, type ReactNode } from "react";
import { signOut, useSession } from "./session.ts";
import { failureWords } from "../api/request-failed.ts";
import { queryClient } from "../api/query-client.ts";
import { useWho, useWords } from "../words/use-words.ts";
import { LeaveDialog } from "../ui/leave-guard.tsx";
import { useUnsaved } from "../ui/unsaved.ts";
import { LanguageSwitch, SchemeSwitch } from "../page/switches.tsx";
import classes from "./top-bar.module.css";

/** @param children shown before the title */
export function TopBar({ children }: Readonly<{ children?: ReactNode }>) {
  const say = useWords();
  const { session } = useSession();
  const who = useWho()(session?.name ?? "");
  const leave = say("frame.signOut");

  const [failure, setFailure] = useState<unknown>(null);
  const unsaved = useUnsaved();
  const [isAsking, setAsking] = useState(false);

  async function signOutAndForget(): Promise<void> {
    try {
      await signOut();
      queryClient.clear();
    } catch (error) {
      setFailure(error);
    }
  }

  return (
    <Group h="100%" px="md" gap="sm" wrap="nowrap" justify="space-between">
      <Group gap="sm" wrap="nowrap" miw={0}>
        {children}
        <Anchor component={Link} to="/companies" underline="never" c="inherit" fw={700} visibleFrom="xs">
          {say("frame.title")}
        </Anchor>
      </Group>
      <Group gap={4} wrap="nowrap">
        {failure !== null && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {say(failureWords(failure).key, failureWords(failure).values)}
          </Text>
        )}
        <Text size="sm" c="dimmed" visibleFrom="md" truncate maw={240} title={who}>
          {who}
        </Text>
        <LanguageSwitch />
        <SchemeSwitch />
        <ActionIcon
          variant="subtle"
          size="lg"
          aria-label={leave}
          title={leave}
          className={classes.leave}
          onClick={() => (unsaved === null ? void signOutAndForget() : setAsking(true))}
        >
          <IconLogout size={20} />
        </ActionIcon>
      </Group>
      {isAsking && unsaved !== null && (
        <Suspense>
          <LeaveDialog
            text={unsaved}
            onLeave={() => {
              setAsking(false);
              void signOutAndForget();
            }}
            onStay={() => setAsking(false)}
          />
        </Suspense>
      )}
    </Group>
  );
}
