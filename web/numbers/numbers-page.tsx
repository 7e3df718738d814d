import { ActionIcon, Badge, Button, Checkbox, Group, Switch, Text } from "@mantine/core";
import IconPencil from "@tabler/icons-react/dist/esm/icons/IconPencil.mjs";
import IconTrash from "@tabler/icons-react/dist/esm/icons/IconTrash.mjs";
import { useCallback, useMemo, useState } from "react";
import type { CompanyNumber } from "../../src/policy/directory.ts";
import { useDialledBefore } from "../api/dialled-before.ts";
import { useCompany, useDirectory, useOutgoingNumbers } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useSaving } from "../form/use-saving.ts";
import { numbersIndex, searchNumbers } from "../find/search.ts";
import { useMay } from "../session/use-may.ts";
import { SpreadsheetMenu } from "../spreadsheet/spreadsheet-menu.tsx";
import { Empty } from "../ui/empty.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import list from "../ui/list.module.css";
import { PhoneNumber } from "../ui/phone-number.tsx";
import { SearchedList } from "../ui/searched-list.tsx";
import { Section } from "../ui/section.tsx";
import { useWords, type Say } from "../words/use-words.ts";
import { AddNumber } from "./add-number.tsx";
import { LabelDialog } from "./label-dialog.tsx";
import { RemoveNumber } from "./remove-number.tsx";
import { changeNumber } from "./save-number.ts";
import { TurnOff } from "./turn-off.tsx";
import { usesOf, type Uses } from "./uses.ts";
import "@mantine/core/styles/Switch.css";

export function NumbersPage() {
  const say = useWords();
  return (
    <Section title={say("frame.numbers")} guide="numbers">
      <Numbers />
    </Section>
  );
}

type Opened = Readonly<{ kind: "add" } | { kind: "label" | "off" | "remove"; number: CompanyNumber }>;

const UNUSED: Uses = { isMain: false, isEmergency: false, personal: [], regional: [] };

function Numbers() {
  const say = useWords();
  const company = useCompanyId();
  const { body: fields } = useCompany(company);
  const { body: directory } = useDirectory(company);
  const { body: outgoing } = useOutgoingNumbers(company);
  const mayGiveNumbers = useMay()("directory.numbers", company);
  const [onlyUnused, setOnlyUnused] = useState(false);
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  const { errors, save } = useSaving();
  const uses = useMemo(() => usesOf(fields, outgoing), [fields, outgoing]);
  const index = useMemo(() => numbersIndex(directory), [directory]);
  const dialledBefore = useDialledBefore(company);
  const numbers = useMemo(
    () => directory.numbers.filter(({ number }) => !onlyUnused || !uses.has(number)),
    [directory, uses, onlyUnused],
  );
  const find = useCallback(
    (query: string) => {
      const found = new Set(searchNumbers(index, query, dialledBefore));
      return numbers.filter((number) => found.has(number));
    },
    [index, numbers, dialledBefore],
  );

  /** An unused number is turned off without asking. */
  function turn(number: CompanyNumber): void {
    if (number.on && uses.has(number.number)) return setOpened({ kind: "off", number });
    void save(null, () => changeNumber(company, number.number, { on: !number.on }));
  }

  return (
    <>
      <Group mb="sm">
        {mayGiveNumbers && <Button onClick={() => setOpened({ kind: "add" })}>{say("numbers.add")}</Button>}
        <SpreadsheetMenu kind="numbers" readOnly={false} />
      </Group>
      {!mayGiveNumbers && (
        <Text size="sm" c="dimmed" mb="sm">
          {say("numbers.byOperator")}
        </Text>
      )}
      {errors.rest !== null && <FailureNote error={errors.rest} />}
      {directory.numbers.length === 0 ? (
        <Empty
          title={say("numbers.empty")}
          text={say(mayGiveNumbers ? "numbers.emptyOperator" : "numbers.emptyText")}
        />
      ) : (
        <SearchedList
          label={say("frame.numbers")}
          searchLabel={say("numbers.search")}
          things={numbers}
          find={find}
          filters={
            <Checkbox
              label={say("numbers.onlyUnused")}
              checked={onlyUnused}
              onChange={(event) => setOnlyUnused(event.currentTarget.checked)}
            />
          }
          countText={(count) => say("numbers.found", { count })}
        >
          {(number) => (
            <li key={number.number} className={list.row}>
              <div className={list.rowHead}>
                <Text fw={600} {...(!number.on && { c: "dimmed" })}>
                  <PhoneNumber e164={number.number} />
                </Text>
                {number.label !== "" && <Text size="sm">{number.label}</Text>}
                {outgoing.main === number.number && (
                  <Badge variant="outline" color="gray" tt="none" className={list.badge}>
                    {say("numbers.isMain")}
                  </Badge>
                )}
                <span className={list.rowButtons}>
                  <Switch
                    label={say(number.on ? "numbers.on" : "common.off")}
                    aria-label={say("numbers.turn", { number: number.number })}
                    checked={number.on}
                    onChange={() => turn(number)}
                  />
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={say("numbers.editLabel", { number: number.number })}
                    onClick={() => setOpened({ kind: "label", number })}
                  >
                    <IconPencil size={18} />
                  </ActionIcon>
                  {mayGiveNumbers && (
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={say("directory.remove", { name: number.number })}
                      onClick={() => setOpened({ kind: "remove", number })}
                    >
                      <IconTrash size={18} />
                    </ActionIcon>
                  )}
                </span>
              </div>
              <Text size="sm" c="dimmed">
                {usesInWords(uses.get(number.number) ?? UNUSED, say)}
              </Text>
            </li>
          )}
        </SearchedList>
      )}
      {opened?.kind === "add" && <AddNumber country={fields.country} onClose={close} />}
      {opened?.kind === "label" && <LabelDialog number={opened.number} onClose={close} />}
      {opened?.kind === "off" && (
        <TurnOff number={opened.number} uses={uses.get(opened.number.number) ?? UNUSED} onClose={close} />
      )}
      {opened?.kind === "remove" && (
        <RemoveNumber number={opened.number} uses={uses.get(opened.number.number) ?? UNUSED} onClose={close} />
      )}
    </>
  );
}

function usesInWords({ isMain, isEmergency, personal, regional }: Uses, say: Say): string {
  const words = [
    isMain ? say("numbers.usedAsMain") : "",
    personal.length > 0 ? say("numbers.usedPersonal", { count: personal.length }) : "",
    regional.length > 0 ? say("numbers.usedRegional", { count: regional.length }) : "",
    isEmergency ? say("numbers.usedEmergency") : "",
  ].filter(Boolean);
  return words.length > 0 ? words.join(" · ") : say("numbers.unused");
}
