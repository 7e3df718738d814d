import { Button, Checkbox, FileButton, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { directoryCheckQuery } from "../api/check-directory.ts";
import { useCompany, useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { saveDirectory } from "../directory/save-directory.ts";
import { isEqual } from "../form/fields.ts";
import { useSaving } from "../form/use-saving.ts";
import { useMay } from "../session/use-may.ts";
import { Dialog } from "../ui/dialog.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { Loading } from "../ui/loading.tsx";
import { readPhone } from "../ui/read-phone.ts";
import { useWords } from "../words/use-words.ts";
import { countsOf, type Counts } from "./counts.ts";
import { Changes } from "./import-changes.tsx";
import { listText } from "./list-text.ts";
import { ImportErrors, ofCheck, ofImportError } from "./import-errors.tsx";
import { columnKey, columnsOf, type Kind } from "./kinds.ts";
import { fileQuery } from "./file-query.ts";

/** Missing departments that are listed; the rest is counted. */
const NAMED = 12;

type Props = Readonly<{
  kind: Kind;
  onClose: () => void;
  /** Is called once the import is saved. */
  onDone: (counts: Counts) => void;
}>;

export function ImportDialog({ kind, onClose, onDone }: Props) {
  const say = useWords();
  const company = useCompanyId();
  const { body: fields } = useCompany(company);
  const { body: directory, etag } = useDirectory(company);
  const may = useMay();
  const mayGiveNumbers = may("directory.numbers", company);
  const mayOpenToGuests = may("directory.open-to-guests", company);
  const reset = useRef<() => void>(null);
  const [file, setFile] = useState<File | null>(null);
  const [removeMissing, setRemoveMissing] = useState(false);
  const [addDepartments, setAddDepartments] = useState(false);
  const { busy, errors, save } = useSaving();
  const { data: reading, error } = useQuery(fileQuery(kind, file));
  const { country } = fields;
  const imported = useMemo(() => {
    const options = {
      removeMissing,
      addDepartments,
      mayGiveNumbers,
      mayOpenToGuests,
      readPhone: (text: string) => readPhone(text, country),
    };
    return reading?.imported(directory, options);
  }, [reading, directory, removeMissing, addDepartments, mayGiveNumbers, mayOpenToGuests, country]);
  const isReady = imported !== undefined && imported.errors.length === 0;
  const check = useQuery({
    ...directoryCheckQuery(company, etag, imported?.directory ?? directory),
    enabled: isReady && imported.changes.length > 0,
  });
  const reported = useMemo(
    () =>
      imported
        ? [...imported.errors.map((error) => ofImportError(error, say)), ...ofCheck(check.data, imported, say)]
        : [],
    [imported, check.data, say],
  );
  const missing = imported?.missingDepartments ?? [];
  const isRemovalOffered = kind !== "numbers" || mayGiveNumbers;

  async function apply(): Promise<void> {
    const done = await save(null, () =>
      saveDirectory(company, {
        edit: () => imported!.directory,
        isUnchanged: (now) => isEqual(now, directory),
      }),
    );
    if (done) onDone(countsOf(imported!.changes));
  }

  return (
    <Dialog title={say(`sheet.importOf.${kind}`)} onClose={onClose}>
      <Stack>
        <div>
          {/* The browser's own file field would be in the browser's language, not the page's. */}
          <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={setFile} resetRef={reset}>
            {({ onClick }) => (
              <Group gap="sm">
                <Button
                  variant="default"
                  onClick={() => {
                    // Without the reset, browsers report nothing when the same file is picked again after it was corrected.
                    setFile(null);
                    reset.current?.();
                    onClick();
                  }}
                  data-autofocus
                >
                  {say("sheet.file")}
                </Button>
                {file && <Text size="sm">{file.name}</Text>}
              </Group>
            )}
          </FileButton>
          <Text size="sm" c="dimmed" mt="xs">
            {say("sheet.columns", {
              columns: columnsOf(kind)
                .map((column) => say(columnKey(kind, column)))
                .join(", "),
            })}
          </Text>
        </div>
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
        {reading && reading.unknown.length > 0 && (
          <Text size="sm">{say("sheet.unknown", { columns: reading.unknown.join(", ") })}</Text>
        )}
        <div role="status">
          {reported.length > 0 && <ImportErrors kind={kind} reported={reported} />}
          {isReady && reported.length === 0 && !check.isFetching && !check.error && (
            <Changes kind={kind} changes={imported.changes} />
          )}
        </div>
        {check.isFetching && <Loading />}
        {check.error && !check.isFetching && <FailureNote error={check.error} again={() => void check.refetch()} />}
        {errors.rest !== null && <FailureNote error={errors.rest} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {say("frame.cancel")}
          </Button>
          <Button
            onClick={() => void apply()}
            loading={busy}
            disabled={!isReady || imported.changes.length === 0 || reported.length > 0 || check.data === undefined}
          >
            {say("frame.apply")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
