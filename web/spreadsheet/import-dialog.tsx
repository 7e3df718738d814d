import { Button, Checkbox, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { directoryCheckQuery } from "../api/check-directory.ts";
import { useCompany, useDirectory, useOutgoingNumbers } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useSaving } from "../form/use-saving.ts";
import { useMay } from "../session/use-may.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import { GuardedDialog } from "../ui/guarded-dialog.tsx";
import { Loading } from "../ui/loading.tsx";
import { readNumber, type PhoneReading } from "../ui/read-phone.ts";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { ColumnsField } from "./columns-field.tsx";
import { countsOf, type Counts } from "./counts.ts";
import type { Encoding } from "./decode.ts";
import { directoryProblems } from "./directory-problems.ts";
import { EncodingField } from "./encoding-field.tsx";
import { FileButton } from "./file-button.tsx";
import { fileQuery } from "./file-query.ts";
import { HalfDone } from "./half-done.tsx";
import type { Answers } from "./import.ts";
import { Changes } from "./import-changes.tsx";
import { ImportErrors, ImportNotes, ofImportError, ofProblems } from "./import-errors.tsx";
import classes from "./import-dialog.module.css";
import { columnKey, columnsOf, fieldsOf, type Kind } from "./kinds.ts";
import { listText } from "./list-text.ts";
import { maybeSims } from "./maybe-sims.ts";
import type { ReadNumber } from "./number-meaning.ts";
import { isAnswered, Questions } from "./questions.tsx";
import { chooseColumn, rememberedColumns } from "./remembered-columns.ts";
import { saveGiven, saveImported } from "./save-import.ts";

/** Missing departments that are listed; the rest is counted. */
const NAMED = 12;

/** The share of a list whose removal has to be confirmed. */
const MANY = 0.1;

/** Reads each text once: a choice in the dialog imports the file anew. */
function remembering(read: ReadNumber): ReadNumber {
  const known = new Map<string, PhoneReading>();
  return (text) => {
    const reading = known.get(text) ?? read(text);
    known.set(text, reading);
    return reading;
  };
}

type Props = Readonly<{
  kind: Kind;
  onClose: () => void;
  /** Is called once the import is saved. */
  onDone: (counts: Counts) => void;
  onTemplate: () => void;
}>;

export function ImportDialog({ kind, onClose, onDone, onTemplate }: Props) {
  const say = useWords();
  const company = useCompanyId();
  const { body: fields } = useCompany(company);
  const { body: directory, etag } = useDirectory(company);
  const { body: outgoing } = useOutgoingNumbers(company);
  const may = useMay();
  const mayGiveNumbers = may("directory.numbers", company);
  const mayOpenToGuests = may("directory.open-to-guests", company);
  const [file, setFile] = useState<File | null>(null);
  const [encoding, setEncoding] = useState<Encoding>();
  const [choices, setChoices] = useState(() => rememberedColumns(kind, fieldsOf(kind)));
  const [answers, setAnswers] = useState<Answers>(new Map());
  const [removeMissing, setRemoveMissing] = useState(false);
  const [addDepartments, setAddDepartments] = useState(false);
  const [typed, setTyped] = useState("");
  /** What is saved while the outgoing numbers are not. */
  const [halfDone, setHalfDone] = useState<Counts | null>(null);
  const { busy, errors, save } = useSaving();
  const { data: read, error } = useQuery(fileQuery(kind, file, encoding));
  const reading = useMemo(() => read?.columns(choices), [read, choices]);
  const { country, areaCode } = fields;
  const readOnce = useMemo(() => remembering((text) => readNumber(text, { country, areaCode })), [country, areaCode]);
  const imported = useMemo(() => {
    const options = {
      removeMissing,
      addDepartments,
      answers,
      outgoing,
      mayGiveNumbers,
      mayOpenToGuests,
      readNumber: readOnce,
    };
    return reading?.imported(directory, options);
  }, [reading, directory, removeMissing, addDepartments, answers, outgoing, mayGiveNumbers, mayOpenToGuests, readOnce]);
  const titleOf = (column: string) =>
    reading?.columns.find(({ field }) => field === column)?.title ?? say(columnKey(kind, column));
  const isRight = imported !== undefined && imported.errors.length === 0;
  const check = useQuery({
    ...directoryCheckQuery(company, etag, imported?.directory ?? directory),
    enabled: imported !== undefined && imported.changes.length > 0 && halfDone === null,
  });
  const own = useMemo(() => (imported ? directoryProblems(imported.directory) : []), [imported]);
  const reported = useMemo(
    () =>
      imported
        ? [
            ...imported.errors.map((error) => ofImportError(kind, error, say)),
            ...ofProblems([...own, ...(check.data?.errors ?? [])], imported, say),
          ]
        : [],
    [kind, imported, own, check.data, say],
  );
  // What the service does not list is what the page has found itself, but where that is nothing.
  const more = own.length === 0 ? (check.data?.more ?? 0) : 0;
  const notes = useMemo(
    () => (imported?.notes ?? []).map((note) => ofImportError(kind, note, say)),
    [kind, imported, say],
  );
  const sims = kind === "employees" && reading ? maybeSims(reading.columns) : undefined;
  const unknown = (reading?.unknown ?? []).filter((title) => title !== sims?.title);
  const questions = imported?.questions ?? [];
  const missing = imported?.missingDepartments ?? [];
  const isRemovalOffered = kind !== "numbers" || mayGiveNumbers;
  const counts = countsOf(imported?.changes ?? []);
  const stored = directory[kind].length;
  const isManyRemoved = counts.removed > stored * MANY;
  const isReady =
    isRight &&
    imported.changes.length > 0 &&
    reported.length === 0 &&
    check.data !== undefined &&
    isAnswered(questions, answers) &&
    (!isManyRemoved || typed.trim() === String(counts.removed));

  function choose(next: File | null): void {
    setFile(next);
    setEncoding(undefined);
    setAnswers(new Map());
    setTyped("");
  }

  const chooseField = (title: string, field: string | null) =>
    setChoices(chooseColumn(kind, choices, reading?.columns ?? [], title, field));

  async function apply(): Promise<void> {
    const given = imported!.given ?? [];
    const done = await save(null, () => saveImported(company, directory, imported!.directory), null);
    if (!done) return;
    if (given.length === 0) onDone(counts);
    else await giveNumbers(counts);
  }

  /** Goes on once the directory is saved. */
  async function giveNumbers(saved: Counts): Promise<void> {
    setHalfDone(saved);
    if (await save(null, () => saveGiven(company, outgoing, imported!.given ?? []), null)) onDone(saved);
  }

  if (halfDone !== null)
    return (
      <HalfDone
        kind={kind}
        counts={halfDone}
        failure={errors.rest}
        busy={busy}
        onAgain={() => void giveNumbers(halfDone)}
        onClose={() => onDone(halfDone)}
      />
    );

  return (
    <GuardedDialog
      title={say(`sheet.importOf.${kind}`)}
      onClose={onClose}
      loss={answers.size === 0 ? null : say("lists.lossOfFile")}
      wide
    >
      {(close) => (
        <Stack>
          <div>
            <FileButton file={file} onChoose={choose}>
              <Button variant="transparent" px={0} onClick={onTemplate}>
                {say("sheet.template")}
              </Button>
            </FileButton>
            {!file && (
              <Text size="sm" c="dimmed" mt="xs">
                {say("sheet.columns", {
                  columns: columnsOf(kind)
                    .map((column) => say(columnKey(kind, column)))
                    .join(", "),
                })}
              </Text>
            )}
          </div>
          {reading?.sheet && <Text size="sm">{say("sheet.sheet", { name: reading.sheet })}</Text>}
          {reading?.encoding && <EncodingField value={reading.encoding} onChange={setEncoding} />}
          {reading && reading.columns.length > 0 && (
            <ColumnsField
              fields={fieldsOf(kind).map((field) => ({ field, title: say(columnKey(kind, field)) }))}
              columns={reading.columns}
              isNeeded={imported?.errors.some(({ code }) => code === "no_columns" || code === "no_key") ?? false}
              onChoose={chooseField}
            />
          )}
          {sims && (
            <Checkbox
              label={say("sheet.sims", { column: sims.title })}
              description={say("sheet.simsHint")}
              checked={sims.field !== null}
              onChange={(event) => chooseField(sims.title, event.currentTarget.checked ? "corporate_sim" : null)}
            />
          )}
          {isRemovalOffered && (
            <Checkbox
              label={say("sheet.removeMissing")}
              checked={removeMissing}
              onChange={(event) => setRemoveMissing(event.currentTarget.checked)}
            />
          )}
          {missing.length > 0 && (
            <Checkbox
              label={say("sheet.addDepartments", { names: listText(missing, NAMED, say) })}
              checked={addDepartments}
              onChange={(event) => setAddDepartments(event.currentTarget.checked)}
            />
          )}
          {error && <FailureNote error={error} />}
          {unknown.length > 0 && (
            <Text size="sm">{say("sheet.unknown", { columns: listText(unknown, NAMED, say) })}</Text>
          )}
          {questions.length > 0 && <Questions questions={questions} answers={answers} onAnswer={setAnswers} />}
          <Stack role="status">
            {reported.length > 0 && <ImportErrors reported={reported} more={more} titleOf={titleOf} />}
            {notes.length > 0 && <ImportNotes reported={notes} titleOf={titleOf} />}
            {isRight && reported.length === 0 && !check.isFetching && !check.error && (
              <div>
                <Changes kind={kind} changes={imported.changes} />
              </div>
            )}
          </Stack>
          {check.isFetching && <Loading />}
          {check.error && !check.isFetching && <FailureNote error={check.error} again={() => void check.refetch()} />}
          {errors.rest !== null && <FailureNote error={errors.rest} />}
          <div className={ui.dialogFoot}>
            {isManyRemoved && reported.length === 0 && (
              <TextInput
                label={say("sheet.confirmRemoval", { count: counts.removed, all: stored })}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
                inputMode="numeric"
                autoComplete="off"
                className={classes.confirm}
              />
            )}
            <Button variant="default" onClick={close}>
              {say("frame.cancel")}
            </Button>
            <Button
              onClick={() => void apply()}
              loading={busy}
              disabled={!isReady}
              {...(counts.removed > 0 && { color: "red" })}
            >
              {counts.removed > 0 ? say("sheet.applyRemoval", { count: counts.removed }) : say("frame.apply")}
            </Button>
          </div>
        </Stack>
      )}
    </GuardedDialog>
  );
}
