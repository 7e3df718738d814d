import { Button, Group, Text, UnstyledButton } from "@mantine/core";
import { useRef, useState, type ReactNode } from "react";
import { useSaving } from "../form/use-saving.ts";
import { useWords } from "../words/use-words.ts";
import { OptionsDialog, type Option } from "./options-dialog.tsx";
import { OwnFailure } from "./own-failure.tsx";
import classes from "./own.module.css";
import { IconChevronRight } from "../icons/icons.ts";

type Props<Value> = Readonly<{
  title: string;
  /** What holds now. */
  now: string;
  value: Value;
  options: readonly Option<Value>[];
  save: (value: Value) => Promise<void>;
  /** Whether what held before can be set again. */
  undoes: boolean;
  /** What it means. */
  children: ReactNode;
}>;

/** One thing that is set in two taps: the first opens its options, the second saves one of them. */
export function Setting<Value>({ title, now, value, options, save, undoes, children }: Props<Value>) {
  const say = useWords();
  const row = useRef<HTMLButtonElement>(null);
  const [isOpened, setOpened] = useState(false);
  const [done, setDone] = useState<Readonly<{ before: Value; undoes: boolean }> | null>(null);
  const { busy, errors, save: attempt } = useSaving();
  const [picked, setPicked] = useState<Option<Value>>();

  async function pick(option: Option<Value>): Promise<void> {
    if (option.value === value) return setOpened(false);
    const before = { before: value, undoes };
    setPicked(option);
    setDone(null);
    if (!(await attempt(null, () => save(option.value), null))) return;
    setDone(before);
    setOpened(false);
  }

  async function undo(before: Value): Promise<void> {
    if (!(await attempt(null, () => save(before), null))) return;
    setDone({ before, undoes: false });
    row.current?.focus();
  }

  const failure = errors.rest !== null && <OwnFailure error={errors.rest} />;
  return (
    <div className={classes.setting}>
      <UnstyledButton ref={row} className={classes.settingRow} onClick={() => setOpened(true)} aria-haspopup="dialog">
        <span className={classes.settingText}>
          <Text size="sm" c="dimmed" component="span">
            {title}
          </Text>
          <Text fw={600} component="span">
            {now}
          </Text>
        </span>
        <IconChevronRight size={20} />
      </UnstyledButton>
      {children}
      <div role="status">
        {done !== null && (
          <Group justify="space-between">
            <Text size="sm">{say(value === done.before ? "own.undone" : "own.saved")}</Text>
            {done.undoes && (
              <Button variant="default" size="md" loading={busy} onClick={() => void undo(done.before)}>
                {say("own.undo")}
              </Button>
            )}
          </Group>
        )}
      </div>
      {!isOpened && failure}
      {isOpened && (
        <OptionsDialog
          title={title}
          options={options}
          value={value}
          saving={busy ? picked : undefined}
          onPick={(option) => void pick(option)}
          onClose={() => setOpened(false)}
        >
          {failure}
        </OptionsDialog>
      )}
    </div>
  );
}
