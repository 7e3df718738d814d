import { Button, Checkbox, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ColumnsField } from "../../spreadsheet/columns-field.tsx";
import type { Encoding } from "../../spreadsheet/decode.ts";
import { EncodingField } from "../../spreadsheet/encoding-field.tsx";
import { FileButton } from "../../spreadsheet/file-button.tsx";
import { listText } from "../../spreadsheet/list-text.ts";
import { chooseColumn, rememberedColumns } from "../../spreadsheet/remembered-columns.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import { GuardedDialog } from "../../ui/guarded-dialog.tsx";
import { Loading } from "../../ui/loading.tsx";
import ui from "../../ui/ui.module.css";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { changesBetween, countsOf, type Counts } from "../logic/changes.ts";
import { putList, removeTargets, targetsMissing } from "../logic/edit.ts";
import { NO_PICKS, readList } from "../logic/list-rows.ts";
import { OUTGOING_COLUMNS, outgoingColumnKey, outgoingRows } from "../logic/outgoing-sheet.ts";
import { ownNumberReader } from "../logic/own-number.ts";
import { ListChanges } from "./list-changes.tsx";
import { ListIssues } from "./list-issues.tsx";
import { outgoingFileQuery } from "./outgoing-file.ts";
import { usePrefixes } from "./use-prefixes.ts";
import { Note } from "../../ui/note.tsx";

/** Names of unknown columns that are listed; the rest is counted. */
const NAMED = 12;

type Props = Readonly<{
  onClose: () => void;
  /** Is called once the rows are in the draft. */
  onDone: (counts: Counts) => void;
}>;

/** Puts the rows of a file into the draft, after showing what that changes and which rows are unclear. */
export function ImportDialog({ onClose, onDone }: Props) {
  const say = useWords();
  const { directory, fields, saved, present, edit, remove } = useDraft();
  const [file, setFile] = useState<File | null>(null);
  const [removesMissing, setRemovesMissing] = useState(false);
  const [picks, setPicks] = useState(NO_PICKS);
  const [encoding, setEncoding] = useState<Encoding>();
  const [choices, setChoices] = useState(() => rememberedColumns("outgoing-numbers", OUTGOING_COLUMNS));
  const { data: content, error, isFetching } = useQuery(outgoingFileQuery(file, encoding));
  const read = useMemo(() => content?.columns(choices), [content, choices]);
  const unread = useMemo(() => {
    if (read?.refused !== null) return [];
    const numberOf = ownNumberReader(directory, fields);
    return outgoingRows(read.sheet, { directory, present, numberOf, languages: read.languages });
  }, [read, directory, fields, present]);
  const { rows, failure, again } = usePrefixes(unread);
  const { taken, issues, open, isPending } = useMemo(() => readList(rows, picks, present), [rows, picks, present]);
  const given = useMemo(() => taken.map(({ given }) => given), [taken]);
  const missing = useMemo(
    () => (removesMissing ? targetsMissing(present, new Set(taken.map(({ target }) => target))) : []),
    [removesMissing, present, taken],
  );
  const changes = useMemo(
    () => changesBetween(present, removeTargets(putList(saved, present, given), missing)),
    [saved, present, given, missing],
  );
  const wouldRemoveOpen = removesMissing && open > 0;
  const isReady = rows.length > 0 && !isPending;

  function choose(chosen: File | null): void {
    setFile(chosen);
    setEncoding(undefined);
    setPicks(NO_PICKS);
  }

  function apply(): void {
    edit((present) => putList(saved, present, given));
    if (missing.length > 0) remove(missing);
    onDone(countsOf(changes));
  }

  return (
    <GuardedDialog
      title={say("lists.title.file")}
      onClose={onClose}
      loss={picks === NO_PICKS ? null : say("lists.lossOfFile")}
    >
      {(close) => (
        <Stack>
          <div>
            <FileButton file={file} onChoose={choose} />
            <Text size="sm" c="dimmed" mt="xs">
              {say("lists.columns", {
                columns: OUTGOING_COLUMNS.map((column) => say(outgoingColumnKey(column))).join(", "),
              })}
            </Text>
          </div>
          {content?.encoding && <EncodingField value={content.encoding} onChange={setEncoding} />}
          {read && read.columns.length > 0 && (
            <ColumnsField
              fields={OUTGOING_COLUMNS.map((field) => ({ field, title: say(outgoingColumnKey(field)) }))}
              columns={read.columns}
              isNeeded={read.refused === "lists.noNumberColumn" || read.refused === "lists.noSubjectColumn"}
              onChoose={(title, field) =>
                setChoices(chooseColumn("outgoing-numbers", choices, read.columns, title, field))
              }
            />
          )}
          <Checkbox
            label={say("sheet.removeMissing")}
            checked={removesMissing}
            onChange={(event) => setRemovesMissing(event.currentTarget.checked)}
          />
          {error && <FailureNote error={error} />}
          {read && read.unknown.length > 0 && (
            <Text size="sm">{say("sheet.unknown", { columns: listText(read.unknown, NAMED, say) })}</Text>
          )}
          {isFetching && <Loading />}
          <div role="status">
            {read && read.refused !== null && <Note tone="error">{say(read.refused)}</Note>}
            {isPending && !failure && <Text size="sm">{say("lists.reading")}</Text>}
            {isReady && <Text size="sm">{say("lists.counts", { taken: taken.length, open })}</Text>}
            {isReady && wouldRemoveOpen && <Text size="sm">{say("lists.fixToRemove")}</Text>}
          </div>
          {failure ? <FailureNote error={failure} again={again} /> : null}
          <ListIssues issues={issues} picks={picks} onPicks={setPicks} />
          {isReady && <ListChanges changes={changes} />}
          {changes.length > 0 && (
            <Text size="sm" c="dimmed">
              {say("lists.unsaved")}
            </Text>
          )}
          <div className={ui.dialogFoot}>
            <Button variant="default" onClick={close}>
              {say("frame.cancel")}
            </Button>
            <Button onClick={apply} disabled={!isReady || changes.length === 0 || wouldRemoveOpen}>
              {say("frame.apply")}
            </Button>
          </div>
        </Stack>
      )}
    </GuardedDialog>
  );
}
