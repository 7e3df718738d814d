import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { memo, useCallback, useMemo, useState } from "react";
import type { CompanyNumber } from "../../src/policy/directory.ts";
import { useDialledBefore } from "../api/dialled-before.ts";
import { useCompany, useDirectory, useOutgoingNumbers } from "../api/documents.ts";
import { lastChangesQuery } from "../api/last-changes.ts";
import { trunksQuery } from "../api/trunks.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useSaving } from "../form/use-saving.ts";
import { numbersIndex, searchNumbers } from "../find/search.ts";
import { useMay } from "../session/use-may.ts";
import { SpreadsheetMenu } from "../spreadsheet/spreadsheet-menu.tsx";
import { useImport } from "../spreadsheet/use-import.tsx";
import { TableView } from "../table/table-view.tsx";
import { useLatest } from "../table/use-latest.ts";
import { useTable } from "../table/use-table.ts";
import { Empty } from "../ui/empty.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { writePhone } from "../ui/phone-number.tsx";
import { Section } from "../ui/section.tsx";
import { useLanguage, useWords } from "../words/use-words.ts";
import { AddNumber } from "./add-number.tsx";
import { ChangeNumbers, type NumbersChange } from "./change-numbers.tsx";
import { ConfirmAll } from "./confirm-all.tsx";
import { countryOf } from "./country-of.ts";
import { NumberDialog } from "./number-dialog.tsx";
import { numberColumns, UNUSED } from "./number-columns.tsx";
import { RemoveNumber } from "./remove-number.tsx";
import { changeNumber } from "./save-number.ts";
import { TurnOff } from "./turn-off.tsx";
import { useNumberFilter } from "./use-number-filter.tsx";
import { usesOf, type Uses } from "./uses.ts";

export function NumbersPage() {
  const say = useWords();
  return (
    <Section title={say("frame.numbers")} guide="numbers">
      <Numbers />
    </Section>
  );
}

/** The dialog that is open. */
type Opened = Readonly<
  | { kind: "add" }
  | { kind: "edit" | "off" | "remove"; number: CompanyNumber }
  | { kind: "many"; change: NumbersChange; numbers: readonly CompanyNumber[]; untick: () => void }
>;

const idOf = ({ number }: CompanyNumber) => number;
const nameOf = ({ number, label }: CompanyNumber) =>
  label === "" ? writePhone(number) : `${writePhone(number)}, ${label}`;
const SORTED = { column: "number", isDescending: false };

function Numbers() {
  const company = useCompanyId();
  const { body: fields } = useCompany(company);
  const { body: directory } = useDirectory(company);
  const { body: outgoing } = useOutgoingNumbers(company);
  const uses = useMemo(() => usesOf(fields, outgoing, directory), [fields, outgoing, directory]);
  const [opened, setOpened] = useState<Opened | null>(null);
  return (
    <>
      <NumbersList uses={uses} onOpen={setOpened} />
      {opened && <Dialogs opened={opened} uses={uses} onClose={() => setOpened(null)} />}
    </>
  );
}

type UsesByNumber = ReadonlyMap<string, Uses>;

type ListProps = Readonly<{ uses: UsesByNumber; /** Stays identical. */ onOpen: (opened: Opened) => void }>;

/** A dialog that opens does not render it anew. */
const NumbersList = memo(function NumbersList({ uses, onOpen }: ListProps) {
  const say = useWords();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const may = useMay();
  const mayGiveNumbers = may("directory.numbers", company);
  const mayConfirm = may("directory.confirm", company);
  const mayChange = may("directory.write", company);
  const list = useImport("numbers");
  const { errors, save } = useSaving();
  const index = useMemo(() => numbersIndex(directory), [directory]);
  const dialledBefore = useDialledBefore(company);
  const find = useCallback((query: string) => searchNumbers(index, query, dialledBefore), [index, dialledBefore]);
  const filter = useNumberFilter(directory.numbers, uses);

  /** An unused number is turned off without asking. */
  function turn(number: CompanyNumber): void {
    if (number.on && uses.has(number.number)) return onOpen({ kind: "off", number });
    void save(null, () => changeNumber(company, number.number, { on: !number.on }));
  }

  const columns = useNumberColumns(uses, turn, onOpen);
  const table = useTable({
    things: directory.numbers,
    idOf,
    columns,
    sortedAtFirst: SORTED,
    find,
    passes: filter.passes,
  });
  const isEmpty = directory.numbers.length === 0;
  const many = (change: NumbersChange) =>
    onOpen({ kind: "many", change, numbers: table.chosen, untick: () => table.tickAll(false) });

  return (
    <>
      {!isEmpty && (
        <Group mb="sm">
          {mayGiveNumbers && <Button onClick={() => onOpen({ kind: "add" })}>{say("numbers.add")}</Button>}
          {mayConfirm && <ConfirmAll numbers={directory.numbers} />}
          <SpreadsheetMenu kind="numbers" onImport={mayChange ? list.open : null} />
        </Group>
      )}
      {list.part}
      {!mayGiveNumbers && !isEmpty && (
        <Text size="sm" c="dimmed" mb="sm">
          {say("numbers.byOperator")}
        </Text>
      )}
      {errors.rest !== null && <FailureNote error={errors.rest} />}
      {isEmpty ? (
        <Empty title={say("numbers.empty")} text={say(mayGiveNumbers ? "numbers.emptyOperator" : "numbers.emptyText")}>
          {mayGiveNumbers && (
            <>
              <Button onClick={list.open}>{say("common.filesImport")}</Button>
              <Button variant="default" onClick={() => onOpen({ kind: "add" })}>
                {say("numbers.add")}
              </Button>
            </>
          )}
        </Empty>
      ) : (
        <TableView
          name="numbers"
          label={say("frame.numbers")}
          searchLabel={say("numbers.search")}
          table={table}
          columns={columns}
          nameOf={nameOf}
          filters={filter.fields}
          countText={(count) => say("numbers.found", { count })}
          bulk={
            mayChange ? (
              <>
                <Button size="sm" variant="default" onClick={() => many("off")}>
                  {say("numbers.do.off")}
                </Button>
                <Button size="sm" variant="default" onClick={() => many("on")}>
                  {say("numbers.do.on")}
                </Button>
                {mayConfirm && (
                  <Button size="sm" variant="default" onClick={() => many("confirm")}>
                    {say("numbers.do.confirm")}
                  </Button>
                )}
                {mayGiveNumbers && (
                  <Button size="sm" variant="default" onClick={() => many("remove")}>
                    {say("numbers.do.remove")}
                  </Button>
                )}
              </>
            ) : null
          }
        />
      )}
    </>
  );
});

function Dialogs({ opened, uses, onClose }: Readonly<{ opened: Opened; uses: UsesByNumber; onClose: () => void }>) {
  const { body: fields } = useCompany(useCompanyId());
  const itsUses = "number" in opened ? (uses.get(opened.number.number) ?? UNUSED) : UNUSED;
  switch (opened.kind) {
    case "add":
      return <AddNumber home={fields} onClose={onClose} />;
    case "edit":
      return <NumberDialog number={opened.number} onClose={onClose} />;
    case "off":
      return <TurnOff number={opened.number} uses={itsUses} onClose={onClose} />;
    case "remove":
      return <RemoveNumber number={opened.number} uses={itsUses} onClose={onClose} />;
    case "many":
      return (
        <ChangeNumbers
          change={opened.change}
          numbers={opened.numbers}
          uses={uses}
          onClose={onClose}
          onDone={() => {
            onClose();
            opened.untick();
          }}
        />
      );
  }
}

function useNumberColumns(uses: UsesByNumber, turn: (number: CompanyNumber) => void, open: (opened: Opened) => void) {
  const say = useWords();
  const language = useLanguage();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const may = useMay();
  const mayChange = may("directory.write", company);
  const mayRemove = may("directory.numbers", company);
  const mayConfirm = may("directory.confirm", company);
  const mayRead = may("history.read", company);
  const { data: changed } = useQuery({ ...lastChangesQuery(company), enabled: mayRead });
  const trunkName = useTrunkName();
  const onTurn = useLatest(turn);
  return useMemo(
    () =>
      numberColumns({
        say,
        language,
        countryOf,
        usesOf: (number) => uses.get(number) ?? UNUSED,
        trunkName,
        changed: mayRead ? (changed ?? NO_CHANGES) : null,
        mayConfirm,
        hasTrunks: directory.numbers.some(({ trunks }) => trunks?.length),
        onTurn: mayChange ? onTurn : null,
        onEdit: mayChange ? (number) => open({ kind: "edit", number }) : null,
        onRemove: mayRemove ? (number) => open({ kind: "remove", number }) : null,
      }),
    [say, language, uses, trunkName, mayRead, changed, directory, mayConfirm, mayChange, onTurn, mayRemove, open],
  );
}

const NO_CHANGES: ReadonlyMap<string, string> = new Map();

/** The names of trunks, which only operators may read; others see their ids. */
function useTrunkName(): (id: string) => string {
  const enabled = useMay()("trunks.manage");
  const { data } = useQuery({ ...trunksQuery, enabled });
  return useMemo(() => {
    const names = new Map(data?.map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? id;
  }, [data]);
}
