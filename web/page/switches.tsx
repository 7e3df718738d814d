/** The switches for language and colours. */
import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import IconMoon from "@tabler/icons-react/dist/esm/icons/IconMoon.mjs";
import IconSun from "@tabler/icons-react/dist/esm/icons/IconSun.mjs";
import { useLanguage, useWords } from "../words/use-words.ts";
import { useSwitchLanguage } from "./language-context.ts";

export function LanguageSwitch() {
  const say = useWords();
  const language = useLanguage();
  const switchTo = useSwitchLanguage();
  const other = language === "ru" ? "en" : "ru";
  return (
    <Button variant="subtle" size="compact-md" lang={other} onClick={() => switchTo(other)}>
      {say("frame.language")}
    </Button>
  );
}

export function SchemeSwitch() {
  const say = useWords();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light") === "dark";
  const label = say(dark ? "frame.toLight" : "frame.toDark");
  return (
    <ActionIcon
      variant="subtle"
      size="lg"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(dark ? "light" : "dark")}
    >
      {dark ? <IconSun size={20} /> : <IconMoon size={20} />}
    </ActionIcon>
  );
}
