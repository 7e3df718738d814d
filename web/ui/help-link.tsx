import { ActionIcon } from "@mantine/core";
import { useLanguage, useWords } from "../words/use-words.ts";
import { guidePage } from "./guide-page.ts";
import { IconHelp } from "../icons/icons.ts";

/** Opens the administrator's guide at a section. */
export function HelpLink({ about, section }: Readonly<{ about: string; section: string }>) {
  const say = useWords();
  const language = useLanguage();
  return (
    <ActionIcon
      component="a"
      {...guidePage(language, section)}
      target="_blank"
      variant="subtle"
      color="gray"
      aria-label={say("frame.help", { section: about })}
    >
      <IconHelp size={18} />
    </ActionIcon>
  );
}
