import { Loader, Text, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { findByWords } from "../find/search.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Pill } from "../ui/pill.tsx";
import { SearchedList } from "../ui/searched-list.tsx";
import { useWords } from "../words/use-words.ts";
import classes from "./own.module.css";
import { IconCheck } from "../icons/icons.ts";

/** From how many options on there is a search. */
const SEARCHED = 12;

export type Option<Value> = Readonly<{
  value: Value;
  text: string;
  hint?: string;
  /** A word that marks it. */
  mark?: string;
  /** What is searched for besides the text and the hint. */
  also?: string;
}>;

type Props<Value> = Readonly<{
  title: string;
  options: readonly Option<Value>[];
  /** What holds now. */
  value: Value;
  /** What is on its way; until it is saved, nothing else can be picked. */
  saving: Option<Value> | undefined;
  onPick: (option: Option<Value>) => void;
  onClose: () => void;
  /** Why the last pick was not saved. */
  children: ReactNode;
}>;

/** A touch picks an option. */
export function OptionsDialog<Value>({ title, options, value, saving, onPick, onClose, children }: Props<Value>) {
  const say = useWords();
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <div className={classes.options}>
        <SearchedList
          label={title}
          searchLabel={say("frame.search")}
          things={options}
          find={findByWords(options, ({ text, hint = "", also = "" }) => `${text} ${hint} ${also}`)}
          searchedFrom={SEARCHED}
        >
          {(option) => (
            <li key={String(option.value)} className={classes.option}>
              <UnstyledButton
                className={classes.optionButton}
                aria-pressed={option.value === value}
                // Not `disabled`, which would lose the focus if it cannot be saved.
                aria-disabled={saving !== undefined}
                onClick={() => saving === undefined && onPick(option)}
              >
                <span className={classes.settingText}>
                  <Text component="span" fw={option.value === value ? 600 : 400}>
                    {option.text}
                  </Text>
                  {option.hint !== undefined && option.hint !== "" && (
                    <Text component="span" size="sm" c="dimmed">
                      {option.hint}
                    </Text>
                  )}
                </span>
                {option.mark !== undefined && <Pill>{option.mark}</Pill>}
                {saving !== undefined && option.value === saving.value ? (
                  <Loader size={20} />
                ) : (
                  option.value === value && <IconCheck size={20} />
                )}
              </UnstyledButton>
            </li>
          )}
        </SearchedList>
      </div>
    </Dialog>
  );
}
