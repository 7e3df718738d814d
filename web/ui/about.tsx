/** What a list is for: in sight while the list is empty; after that, the «?» beside the heading shows it. */
import { ActionIcon, Text } from "@mantine/core";
import { createContext, useContext, useId, useLayoutEffect, useMemo, useState, type ReactNode } from "react";
import { useLanguage, useWords } from "../words/use-words.ts";
import { guidePage } from "./guide-page.ts";
import ui from "./ui.module.css";
import { IconHelp } from "../icons/icons.ts";

export type Explanation = Readonly<{ id: string; isShown: boolean; toggle: () => void }>;

export function useExplanation(isEmpty: boolean): Explanation {
  const id = useId();
  /** As the person wants it; null: they have not said. */
  const [wanted, setWanted] = useState<boolean | null>(null);
  const isShown = wanted ?? isEmpty;
  return useMemo(() => ({ id, isShown, toggle: () => setWanted(!isShown) }), [id, isShown]);
}

type SignProps = Readonly<{
  /** What it explains, in words. */
  about: string;
  explanation: Explanation;
}>;

export function ExplanationSign({ about, explanation: { id, isShown, toggle } }: SignProps) {
  const say = useWords();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={say("frame.help", { section: about })}
      aria-expanded={isShown}
      aria-controls={id}
      onClick={toggle}
    >
      <IconHelp size={18} />
    </ActionIcon>
  );
}

type TextProps = Readonly<{
  explanation: Explanation;
  /** The section of the guide about it. */
  guide: string;
  children: ReactNode;
}>;

export function ExplanationText({ explanation: { id, isShown }, guide, children }: TextProps) {
  const say = useWords();
  const language = useLanguage();
  return (
    <div id={id} hidden={!isShown}>
      {isShown && (
        <Text size="sm" c="dimmed" mb="sm">
          {children}{" "}
          <a {...guidePage(language, guide)} target="_blank" className={ui.link}>
            {say("frame.inGuide")}
          </a>
        </Text>
      )}
    </div>
  );
}

/** Lets what is in a section put an explanation behind the «?» of its heading. */
export const SectionExplanation = createContext<Readonly<{
  guide: string;
  become: (explanation: Explanation | null) => void;
}> | null>(null);

/** What a section is for, which its content knows to be empty or not. */
export function About({ isEmpty, children }: Readonly<{ isEmpty: boolean; children: ReactNode }>) {
  const section = useContext(SectionExplanation);
  const explanation = useExplanation(isEmpty);
  const become = section?.become;
  useLayoutEffect(() => {
    become?.(explanation);
    return () => become?.(null);
  }, [become, explanation]);
  return (
    <ExplanationText explanation={explanation} guide={section?.guide ?? ""}>
      {children}
    </ExplanationText>
  );
}
