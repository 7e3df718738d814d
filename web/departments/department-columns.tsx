/** The columns of the table of departments. */
import type { Department } from "../../src/policy/directory.ts";
import type { PersonalEntry } from "../../src/policy/outgoing-numbers.ts";
import { LabelledNumber } from "../table/labelled-number.tsx";
import type { Column } from "../table/column.ts";
import { RowLink } from "../table/row-link.tsx";
import { writePhone } from "../ui/phone-number.tsx";
import type { Say } from "../words/use-words.ts";
import { Place } from "./place.tsx";
import { IconArrowDown, IconArrowUp, IconSettings, IconTrash } from "../icons/icons.ts";
import { RowAction } from "../ui/row-action.tsx";

type About = Readonly<{
  say: Say;
  company: string;
  /** From 0, by id. */
  places: ReadonlyMap<string, number>;
  /** The entries of a department, by its id. */
  entries: ReadonlyMap<string, readonly PersonalEntry[]>;
  labelOf: (number: string) => string;
  isOn: (number: string) => boolean;
  mayChange: boolean;
  /** @param to the place, from 0, by the present one */
  /** Null: they may not. */
  onMove: ((department: Department, to: (from: number) => number) => void) | null;
  onEdit: (department: Department) => void;
  onRemove: (department: Department) => void;
}>;

const NONE: readonly PersonalEntry[] = [];

export function departmentColumns(about: About): readonly Column<Department>[] {
  const { say, company, places, entries, labelOf, isOn, mayChange, onMove, onEdit, onRemove } = about;
  const placeOf = ({ id }: Department) => places.get(id) ?? 0;
  const numbersOf = ({ id }: Department) => entries.get(id) ?? NONE;
  return [
    {
      id: "name",
      heading: say("departments.name"),
      width: 10,
      grows: 2,
      cell: ({ id, name }) => (
        <RowLink company={company} section="departments" id={id}>
          {name}
        </RowLink>
      ),
      text: ({ name }) => name,
      sortBy: ({ name }) => name,
    },
    {
      id: "place",
      heading: say("departments.placeShort"),
      width: 8.5,
      phoneWidth: 3.5,
      cell: (department) => {
        const at = placeOf(department);
        if (onMove === null) return at + 1;
        return (
          <>
            <Place
              // A number that was typed is dropped when the department moves.
              key={at}
              place={at + 1}
              label={say("departments.place", { name: department.name })}
              onMove={(place) => onMove(department, () => place - 1)}
            />
            <RowAction
              label={say("departments.up", { name: department.name })}
              isSecond
              isDisabled={at === 0}
              onClick={() => onMove(department, (from) => from - 1)}
            >
              <IconArrowUp size={18} />
            </RowAction>
            <RowAction
              label={say("departments.down", { name: department.name })}
              isSecond
              isDisabled={at === places.size - 1}
              onClick={() => onMove(department, (from) => from + 1)}
            >
              <IconArrowDown size={18} />
            </RowAction>
          </>
        );
      },
      sortBy: placeOf,
      isOffered: "shown",
      onPhone: "column",
    },
    {
      id: "members",
      heading: say("departments.members"),
      width: 9,
      cell: ({ members }) => say("people.found", { count: members.length }),
      sortBy: ({ members }) => members.length,
      isOffered: "shown",
      onPhone: "line",
    },
    {
      id: "numbers",
      heading: say("departments.number"),
      width: 13,
      grows: 2,
      cell: (department) => {
        const [first, ...more] = numbersOf(department);
        return (
          first && (
            <>
              <LabelledNumber number={first.number} label={labelOf(first.number)} isOff={!isOn(first.number)} />
              {more.length > 0 && ` · ${say("common.more", { count: more.length })}`}
            </>
          )
        );
      },
      text: (department) =>
        numbersOf(department)
          .map(({ number, device }) =>
            [writePhone(number), labelOf(number), say(`people.condition.${device}`)].filter(Boolean).join(" · "),
          )
          .join("\n"),
      sortBy: (department) => numbersOf(department)[0]?.number ?? "",
      isOffered: "shown",
      onPhone: "line",
    },
    {
      id: "emergency",
      heading: say("directory.emergencyNumber"),
      width: 13,
      cell: ({ emergencyNumber }) =>
        emergencyNumber !== undefined && (
          <LabelledNumber number={emergencyNumber} label="" isOff={!isOn(emergencyNumber)} isInherited />
        ),
      text: ({ emergencyNumber }) => (emergencyNumber === undefined ? "" : writePhone(emergencyNumber)),
      sortBy: ({ emergencyNumber }) => emergencyNumber ?? "",
      isOffered: "hidden",
    },
    ...(!mayChange
      ? []
      : [
          {
            id: "actions",
            heading: say("table.actions"),
            isHeadingHidden: true,
            width: 5,
            phoneWidth: 3,
            cell: (department) => (
              <>
                <RowAction label={say("directory.edit", { name: department.name })} onClick={() => onEdit(department)}>
                  <IconSettings size={18} />
                </RowAction>
                <RowAction
                  label={say("directory.remove", { name: department.name })}
                  isSecond
                  onClick={() => onRemove(department)}
                >
                  <IconTrash size={18} />
                </RowAction>
              </>
            ),
            onPhone: "column",
          } satisfies Column<Department>,
        ]),
  ];
}
