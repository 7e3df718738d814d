import { Alert, Button, Checkbox, FileButton, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId, useMemo, useRef, useState } from "react";
import type { Directory } from "../../src/policy/directory.ts";
import type { Problem } from "../../src/policy/problem.ts";
import { companyPath, useCompany, useDirectory } from "../api/documents.ts";
import { Failure } from "../api/failure.ts";
import { clashing, faultText } from "../api/field-faults.ts";
import { request } from "../api/request.ts";
import { useCompanyId } from "../app/company-id.ts";
import { saveDirectory } from "../directory/save-directory.ts";
import { isEqual } from "../directory/two-edits.ts";
import { useSaving } from "../directory/use-saving.ts";
import { useSession } from "../session/session.ts";
import { Dialog } from "../ui/dialog.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { Loading } from "../ui/loading.tsx";
import { readPhone } from "../ui/read-phone.ts";
import { useWords, type Say } from "../words/use-words.ts";
import { decode } from "./decode.ts";
import type { Change, Fault, Imported } from "./import.ts";
import { columnKey, columnsOf, readFile, type Kind } from "./kinds.ts";
import classes from "./import-dialog.module.css";

/** Faults and changes that are listed one by one; beyond, they are counted. */
const SHOWN = 100;

/** What stands against one row, in words. */
type Told = Readonly<{ line: number | null; column: string | null; text: string }>;

export function ImportDialog({ kind, onClose }: Readonly<{ kind: Kind; onClose: () => void }>) {
  const say = useWords();
  const company = useCompanyId();
  const { body: fields } = useCompany(company);
  const { body: directory } = useDirectory(company);
  const isOperator = useSession().session?.role === "operator";
  const reset = useRef<() => void>(null);
  const [file, setFile] = useState<File | null>(null);
  const [removeMissing, setRemoveMissing] = useState(false);
  const { busy, faults, save } = useSaving();
  const options = {
    removeMissing,
    isOperator,
    readPhone: (text: string) => readPhone(text, fields.country),
  };
  const { data: reading, error } = useQuery({
    queryKey: ["import", kind, file?.name, file?.lastModified, file?.size, removeMissing, fields.country],
    queryFn: async () => readFile(kind, decode(new Uint8Array(await file!.arrayBuffer())), options),
    enabled: file !== null,
    gcTime: 0,
  });
  const imported = useMemo(() => reading?.imported(directory), [reading, directory]);
  const isReady = imported !== undefined && imported.faults.length === 0;
  const check = useQuery({
    queryKey: ["import-check", company, imported?.directory],
    queryFn: ({ signal }) => checkDirectory(company, imported!.directory, signal),
    enabled: isReady && imported.changes.length > 0,
    gcTime: 0,
  });
  const told = imported
    ? [...imported.faults.map((fault) => ofFault(fault, say)), ...ofCheck(check.data, imported, say)]
    : [];
  const isRemovalOffered = kind !== "numbers" || isOperator;

  async function apply(): Promise<void> {
    const done = await save(null, () =>
      saveDirectory(company, {
        edit: (directory) => reading!.imported(directory).directory,
        stands: (now) => isEqual(now, directory),
      }),
    );
    if (done) onClose();
  }

  return (
    <Dialog title={say(`sheet.importOf.${kind}`)} onClose={onClose}>
      <Stack>
        <div>
          {/* The browser's own field speaks the browser's language. */}
          <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={setFile} resetRef={reset}>
            {({ onClick }) => (
              <Group gap="sm">
                <Button
                  variant="default"
                  onClick={() => {
                    // Browsers tell nothing when the same file is picked again, which people have corrected meanwhile.
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
                .map((column) => say(columnKey(column)))
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
        {error && <FailureNote error={error} />}
        {reading && reading.unknown.length > 0 && (
          <Text size="sm">{say("sheet.unknown", { columns: reading.unknown.join(", ") })}</Text>
        )}
        <div role="status">
          {told.length > 0 && <Faults told={told} />}
          {isReady && told.length === 0 && !check.isFetching && !check.error && <Changes changes={imported.changes} />}
        </div>
        {check.isFetching && <Loading />}
        {check.error && !check.isFetching && <FailureNote error={check.error} again={() => void check.refetch()} />}
        {faults.rest !== null && <FailureNote error={faults.rest} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {say("frame.cancel")}
          </Button>
          <Button
            onClick={() => void apply()}
            loading={busy}
            disabled={!isReady || imported.changes.length === 0 || told.length > 0 || check.data === undefined}
          >
            {say("frame.apply")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

type CheckAnswer = Readonly<{
  errors: readonly (Problem | Readonly<{ path: string; code: string; other?: string }>)[];
}>;

/** What the service has against it, whether by its form or by its rules. */
async function checkDirectory(company: string, body: Directory, signal: AbortSignal): Promise<CheckAnswer> {
  try {
    return (await request<CheckAnswer>("POST", companyPath(company, "/directory/check"), { body, signal })).body;
  } catch (error) {
    if (error instanceof Failure && error.problem.errors) return { errors: error.problem.errors };
    throw error;
  }
}

function ofFault({ line, column, code, text }: Fault, say: Say): Told {
  const words =
    code in FAULTS ? say(FAULTS[code as keyof typeof FAULTS], { text }) : faultText(say, `/${column}`, code);
  const isQuoted = !(code in FAULTS) && text !== "";
  return { line, column, text: isQuoted ? `«${text}»: ${words}` : words };
}

const FAULTS = {
  missing: "sheet.fault.missing",
  rounded: "sheet.fault.rounded",
  not_read: "sheet.fault.notRead",
  several: "sheet.fault.several",
  repeats: "sheet.fault.repeats",
  yes_or_no: "sheet.fault.yesOrNo",
  guest_stays: "sheet.fault.guestStays",
  no_columns: "sheet.fault.noColumns",
  empty: "sheet.fault.empty",
} as const;

function ofCheck(data: CheckAnswer | undefined, { cellOf }: Imported, say: Say): readonly Told[] {
  return (data?.errors ?? []).map(({ path, code, other }) => {
    const clash = clashing(path, other);
    const cell = cellOf(path) ?? (clash === undefined ? null : cellOf(clash));
    return { line: cell?.line ?? null, column: cell?.column ?? null, text: faultText(say, path, code) };
  });
}

function Faults({ told }: Readonly<{ told: readonly Told[] }>) {
  const say = useWords();
  const title = useId();
  return (
    <Alert
      color="red"
      variant="light"
      role="presentation"
      title={<span id={title}>{say("sheet.faults", { count: told.length })}</span>}
    >
      <ul className={classes.list} tabIndex={0} aria-labelledby={title}>
        {told.slice(0, SHOWN).map(({ line, column, text }) => (
          <li key={`${line} ${column} ${text}`}>
            {line !== null && column !== null
              ? say("sheet.cell", { line, column: say(columnKey(column)), text })
              : line !== null
                ? say("sheet.row", { line, text })
                : text}
          </li>
        ))}
      </ul>
      {told.length > SHOWN && say("saving.andMore", { count: told.length - SHOWN })}
    </Alert>
  );
}

function Changes({ changes }: Readonly<{ changes: readonly Change[] }>) {
  const say = useWords();
  const title = useId();
  if (changes.length === 0) return <Text>{say("sheet.nothing")}</Text>;
  const count = (kind: Change["kind"]) => changes.filter((change) => change.kind === kind).length;
  return (
    <>
      <Title order={3} size="h5" id={title}>
        {say("sheet.willChange")}
      </Title>
      <Text size="sm">
        {say("sheet.counts", { added: count("added"), changed: count("changed"), removed: count("removed") })}
      </Text>
      <ul className={classes.list} tabIndex={0} aria-labelledby={title}>
        {changes.slice(0, SHOWN).map(({ kind, name, fields }) => (
          <li key={`${kind} ${name} ${fields[0]?.to}`}>
            <Text size="sm" fw={600} component="span">
              {say(`sheet.${kind}`, { name })}
            </Text>
            {kind !== "removed" &&
              fields.map(({ column, from, to }) => (
                <Text key={column} size="sm" c="dimmed">
                  {kind === "added"
                    ? say("sheet.field", { column: say(columnKey(column)), to })
                    : say("sheet.fieldChanged", { column: say(columnKey(column)), from: from || "—", to: to || "—" })}
                </Text>
              ))}
          </li>
        ))}
      </ul>
      {changes.length > SHOWN && <Text size="sm">{say("saving.andMore", { count: changes.length - SHOWN })}</Text>}
    </>
  );
}
