import { VisuallyHidden } from "@mantine/core";
import sections from "../page/sections.module.css";
import { useLanguage, useWords } from "../words/use-words.ts";
import { IconAlertTriangle } from "../icons/icons.ts";

type Props = Readonly<{
  /** How many things the section has; undefined: not known yet, or none to count. */
  count?: number | undefined;
  isWarned?: boolean;
}>;

/** What is behind the name of a section. The count is for the eye: the section says it to those who go there. */
export function SectionMark({ count, isWarned = false }: Props) {
  const say = useWords();
  const language = useLanguage();
  if (!count && !isWarned) return null;
  return (
    <span className={sections.mark}>
      {isWarned && (
        <>
          <IconAlertTriangle size={16} aria-hidden />
          <VisuallyHidden>
            {", "}
            {say("frame.warned")}
          </VisuallyHidden>
        </>
      )}
      {count ? <span aria-hidden>{count.toLocaleString(language)}</span> : null}
    </span>
  );
}
