/** The columns of the table of employees. */
import type { Department, Employee } from "../../src/policy/directory.ts";
import type { Guest } from "../api/guests.ts";
import type { ShownAtHome } from "../api/shown.ts";
import type { Names } from "../directory/names.ts";
import { devicesInWords } from "../directory/people.ts";
import type { Column } from "../table/column.ts";
import { LabelledNumber } from "../table/labelled-number.tsx";
import { RowLink } from "../table/row-link.tsx";
import { writePhone } from "../ui/phone-number.tsx";
import { Pill } from "../ui/pill.tsx";
import type { Say } from "../words/use-words.ts";
import { DeviceIcons } from "./device-icons.tsx";
import { GuestCell } from "./guest-cell.tsx";
import { ShownCell, shownText } from "./shown-cell.tsx";
import { fromOthers, fromSim, type ShownNumber } from "./shown-number.ts";
import { IconSettings, IconTrash } from "../icons/icons.ts";
import { RowAction } from "../ui/row-action.tsx";

type About = Readonly<{
  say: Say;
  company: string;
  names: Names;
  labelOf: (number: string) => string;
  isOn: (number: string) => boolean;
  /** By the employee's id. */
  departments: ReadonlyMap<string, readonly Department[]>;
  /** By the employee's id; undefined: not known yet. */
  shown: ReadonlyMap<string, ShownAtHome> | undefined;
  /** By their id; null: there are none. */
  guests: ReadonlyMap<string, Guest> | null;
  mayChange: boolean;
  onEdit: (employee: Employee) => void;
  onRemove: (employee: Employee) => void;
}>;

export function employeeColumns(about: About): readonly Column<Employee>[] {
  const { say, company, names, labelOf, isOn, departments, shown, guests, mayChange, onEdit, onRemove } = about;
  const departmentsOf = ({ id }: Employee) => (departments.get(id) ?? []).map(({ name }) => name).join(", ");
  return [
    {
      id: "name",
      heading: say("directory.name"),
      width: 9,
      grows: 2,
      cell: ({ id, name, guest }) => (
        <>
          <RowLink company={company} section="employees" id={id} isMarked={guest}>
            {name}
          </RowLink>
          {guest && " "}
          {guest && <Pill>{say("people.guest")}</Pill>}
        </>
      ),
      text: ({ name }) => name,
      sortBy: ({ name }) => name,
    },
    {
      id: "extension",
      heading: say("employees.extensionShort"),
      width: 4.5,
      cell: ({ extension }) => extension,
      sortBy: ({ extension }) => extension ?? "",
      isOffered: "shown",
      onPhone: "line",
    },
    {
      id: "departments",
      heading: say("frame.departments"),
      width: 7,
      grows: 1,
      cell: departmentsOf,
      text: departmentsOf,
      sortBy: departmentsOf,
      isOffered: "shown",
    },
    shownColumn(
      { id: "shown", heading: say("employees.shownFromPhone"), isOffered: "shown", onPhone: "line" },
      (_, shown) => fromOthers(shown),
    ),
    shownColumn({ id: "sim", heading: say("employees.shownFromSim"), isOffered: "shown" }, fromSim),
    {
      id: "devices",
      heading: say("employees.devices"),
      width: 8.5,
      cell: ({ lines }) => <DeviceIcons lines={lines} />,
      sortBy: ({ lines }) => devicesInWords(lines, say),
      isOffered: "shown",
    },
    ...(guests === null
      ? []
      : [
          {
            id: "guests",
            heading: say("employees.guests"),
            width: 9,
            cell: ({ id }) => {
              const guest = guests.get(id);
              return guest && <GuestCell guest={guest} />;
            },
            isOffered: "shown",
            onPhone: "line",
          } satisfies Column<Employee>,
        ]),
    {
      id: "withhold",
      heading: say("employees.withhold"),
      width: 9,
      cell: ({ withhold }) => withholdText(withhold, say),
      text: ({ withhold }) => withholdText(withhold, say),
      sortBy: ({ withhold }) => withholdText(withhold, say),
      isOffered: "hidden",
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
    {
      id: "id",
      heading: say("directory.id"),
      width: 9,
      cell: ({ id }) => id,
      text: ({ id }) => id,
      sortBy: ({ id }) => id,
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
            cell: (employee) => (
              <>
                <RowAction label={say("directory.edit", { name: employee.name })} onClick={() => onEdit(employee)}>
                  <IconSettings size={18} />
                </RowAction>
                <RowAction
                  label={say("directory.remove", { name: employee.name })}
                  isSecond
                  onClick={() => onRemove(employee)}
                >
                  <IconTrash size={18} />
                </RowAction>
              </>
            ),
            onPhone: "column",
          } satisfies Column<Employee>,
        ]),
  ];

  function shownColumn(
    parts: Pick<Column<Employee>, "id" | "heading" | "isOffered" | "onPhone">,
    numberOf: (employee: Employee, shown: ShownAtHome) => ShownNumber | undefined,
  ): Column<Employee> {
    const of = (employee: Employee) => {
      const theirs = shown?.get(employee.id);
      return theirs === undefined ? null : { shown: numberOf(employee, theirs), labelOf, names };
    };
    return {
      ...parts,
      width: 11,
      grows: 2,
      cell: (employee) => {
        const cell = of(employee);
        return cell && <ShownCell {...cell} />;
      },
      text: (employee) => {
        const cell = of(employee);
        return cell === null ? "" : shownText(cell, say);
      },
      sortBy: (employee) => of(employee)?.shown?.callerId ?? "",
    };
  }
}

function withholdText(withhold: boolean | undefined, say: Say): string {
  if (withhold === undefined) return "";
  return say(withhold ? "employees.withhold.hide" : "employees.withhold.show");
}
