import { Button, Stack, Text, Textarea } from "@mantine/core";
import { useDeferredValue, useMemo, useState } from "react";
import type { DeviceCondition } from "../../../src/policy/outgoing-numbers.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import { GuardedDialog } from "../../ui/guarded-dialog.tsx";
import ui from "../../ui/ui.module.css";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { putList } from "../logic/edit.ts";
import { NO_PICKS, readList } from "../logic/list-rows.ts";
import { ownNumberReader } from "../logic/own-number.ts";
import { readPastedPeople, readPastedPlaces } from "../logic/paste.ts";
import { DeviceRadios } from "../../directory/device-radios.tsx";
import { ListIssues } from "./list-issues.tsx";
import { ListTaken } from "./list-taken.tsx";
import { usePrefixes } from "./use-prefixes.ts";
import { useShowGiven } from "./use-show-given.ts";

type Props = Readonly<{ block: "personal" | "regional"; onClose: () => void }>;

/** Takes a list of people or places and numbers, after showing what each row means and which do not mean anything. */
export function PasteDialog({ block, onClose }: Props) {
  const say = useWords();
  const { directory, fields, saved, present, edit } = useDraft();
  const [text, setText] = useState("");
  const [device, setDevice] = useState<DeviceCondition>("any");
  const [picks, setPicks] = useState(NO_PICKS);
  const pasted = useDeferredValue(text);
  const numberOf = useMemo(() => ownNumberReader(directory, fields), [directory, fields]);
  const unread = useMemo(
    () =>
      block === "personal"
        ? readPastedPeople(pasted, directory, numberOf, device)
        : readPastedPlaces(pasted, present, numberOf),
    [block, pasted, directory, numberOf, device, present],
  );
  const showGiven = useShowGiven();
  const { rows, countriesOf, failure, again } = usePrefixes(unread);
  const { taken, issues, open, isPending } = useMemo(() => readList(rows, picks, present), [rows, picks, present]);

  function take(): void {
    const given = taken.map(({ given }) => given);
    edit((present) => putList(saved, present, given));
    onClose();
    showGiven(
      given.flatMap((one) => ("main" in one ? [] : [one])),
      true,
    );
  }

  return (
    <GuardedDialog
      title={say(`lists.title.${block}`)}
      onClose={onClose}
      loss={text.trim() === "" ? null : say("lists.loss")}
    >
      {(close) => (
        <Stack>
          <Textarea
            label={say("lists.paste")}
            description={say(`lists.pasteHint.${block}`)}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            rows={6}
            data-autofocus
          />
          {block === "personal" && <DeviceRadios value={device} onChange={setDevice} />}
          <Text role="status" size="sm">
            {isPending && !failure
              ? say("lists.reading")
              : rows.length > 0 && say("lists.counts", { taken: taken.length, open })}
          </Text>
          {failure ? <FailureNote error={failure} again={again} /> : null}
          <ListIssues issues={issues} picks={picks} onPicks={setPicks} />
          <ListTaken taken={taken} countriesOf={countriesOf} />
          <div className={ui.dialogFoot}>
            <Button variant="default" onClick={close}>
              {say("frame.cancel")}
            </Button>
            <Button onClick={take} disabled={taken.length === 0 || isPending}>
              {say("frame.add")}
            </Button>
          </div>
        </Stack>
      )}
    </GuardedDialog>
  );
}
