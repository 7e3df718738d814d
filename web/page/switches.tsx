/** The switches for language and colours. */
import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { memo } from "react";
import { LANGUAGES, ownName, type Language } from "../words/language.ts";
import { useLanguage, useWords } from "../words/use-words.ts";
import { useSwitchLanguage } from "./language-context.ts";
import classes from "./switches.module.css";
import { IconMoon, IconSun } from "../icons/icons.ts";

export function LanguageSwitch() {
  const say = useWords();
  const language = useLanguage();
  const switchTo = useSwitchLanguage();
  return (
    <select
      aria-label={say("frame.language")}
      title={say("frame.language")}
      className={classes.language}
      value={language}
      onChange={(event) => switchTo(event.target.value as Language)}
    >
      {LANGUAGES.map((one) => (
        <option key={one} value={one} lang={one}>
          {ownName(one)}
        </option>
      ))}
    </select>
  );
}

/** Drawn only when it changes: Mantine asks the browser for the system's colours, which then styles the page. */
export const SchemeSwitch = memo(function SchemeSwitch() {
  const say = useWords();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light") === "dark";
  const label = say(dark ? "frame.toLight" : "frame.toDark");
  return (
    <ActionIcon
      variant="subtle"
      size={32}
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(dark ? "light" : "dark")}
    >
      {dark ? <IconSun size={18} /> : <IconMoon size={18} />}
    </ActionIcon>
  );
});
