/** The columns of the table of numbers. Where there is too little room, the last ones are left out first. */
import { Text } from "@mantine/core";
import type { CompanyNumber } from "../../src/policy/directory.ts";
import { countryName } from "../countries/country-name.ts";
import type { Column } from "../table/column.ts";
import { RowSwitch } from "../table/row-switch.tsx";
import { PhoneNumber } from "../ui/phone-number.tsx";
import type { Language } from "../words/language.ts";
import type { Say } from "../words/use-words.ts";
import { trunksInWords } from "./trunks-in-words.ts";
import type { Uses } from "./uses.ts";
import { IconSettings, IconTrash } from "../icons/icons.ts";
import { RowAction } from "../ui/row-action.tsx";

export const UNUSED: Uses = { isMain: false, isEmergency: false, personal: [], regional: [] };

type About = Readonly<{
  say: Say;
  language: Language;
  countryOf: (number: string) => string | null;
  usesOf: (number: string) => Uses;
  trunkName: (id: string) => string;
  /** When a number was last changed, by number; null: they may not know. */
  changed: ReadonlyMap<string, string> | null;
  hasTrunks: boolean;
  mayConfirm: boolean;
  /** Null: they may not; so in the next ones. */
  onTurn: ((number: CompanyNumber) => void) | null;
  onEdit: ((number: CompanyNumber) => void) | null;
  onRemove: ((number: CompanyNumber) => void) | null;
}>;

export function numberColumns(about: About): readonly Column<CompanyNumber>[] {
  const { say, language, countryOf, usesOf, trunkName, changed, hasTrunks, mayConfirm, onTurn, onEdit, onRemove } =
    about;
  const date = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
  const country = (number: string) => {
    const code = countryOf(number);
    return code === null ? "" : countryName(code, language);
  };
  return [
    {
      id: "number",
      heading: say("numbers.number"),
      width: 10.5,
      cell: ({ number, on }) => (
        <Text span inherit fw={600} {...(!on && { c: "dimmed" })}>
          <PhoneNumber e164={number} />
        </Text>
      ),
      sortBy: ({ number }) => number,
    },
    {
      id: "label",
      heading: say("numbers.label"),
      width: 9,
      grows: 2,
      cell: ({ label }) => label,
      text: ({ label }) => label,
      sortBy: ({ label }) => label,
      isOffered: "shown",
      onPhone: "line",
    },
    {
      id: "uses",
      heading: say("numbers.uses"),
      width: 11,
      grows: 2,
      cell: ({ number }) => usesInWords(usesOf(number), say),
      text: ({ number }) => usesInWords(usesOf(number), say),
      sortBy: ({ number }) => howManyUses(usesOf(number)),
      isOffered: "shown",
      onPhone: "line",
    },
    {
      id: "trunks",
      heading: say("numbers.trunks"),
      width: 12,
      cell: ({ trunks = [] }) => trunksInWords(trunks, trunkName, say),
      text: ({ trunks = [] }) => trunks.map(trunkName).join(", "),
      isOffered: hasTrunks ? "shown" : "hidden",
    },
    {
      id: "confirmed",
      heading: say("numbers.confirmation"),
      width: 9,
      text: ({ confirmed }) => say(confirmed === true ? "numbers.confirmed" : "numbers.notConfirmed"),
      cell: ({ confirmed }) => say(confirmed === true ? "numbers.confirmed" : "numbers.notConfirmed"),
      sortBy: ({ confirmed }) => Number(confirmed !== true),
      isOffered: mayConfirm ? "shown" : "hidden",
    },
    {
      id: "country",
      heading: say("numbers.country"),
      width: 7,
      grows: 1,
      cell: ({ number }) => country(number),
      text: ({ number }) => country(number),
      sortBy: ({ number }) => country(number),
      isOffered: "shown",
    },
    ...(changed === null
      ? []
      : [
          {
            id: "changed",
            heading: say("numbers.changed"),
            width: 8.5,
            cell: ({ number }) => writtenBy(date, changed.get(number)),
            text: ({ number }) => writtenBy(moment, changed.get(number)),
            sortBy: ({ number }) => changed.get(number) ?? "",
            isOffered: "shown",
          } satisfies Column<CompanyNumber>,
        ]),
    {
      id: "on",
      heading: say("numbers.state"),
      width: 8.75,
      phoneWidth: 3.5,
      cell: (number) => {
        const text = say(number.on ? "numbers.on" : "common.off");
        if (onTurn === null) return text;
        const label = say("numbers.turn", { number: number.number });
        return <RowSwitch label={label} text={text} isOn={number.on} onTurn={() => onTurn(number)} />;
      },
      sortBy: ({ on }) => Number(!on),
      isOffered: "shown",
      onPhone: "column",
    },
    ...(onEdit === null
      ? []
      : [
          {
            id: "actions",
            heading: say("table.actions"),
            isHeadingHidden: true,
            width: onRemove ? 4.75 : 3,
            phoneWidth: 3,
            cell: (number) => (
              <>
                <RowAction label={say("numbers.edit", { number: number.number })} onClick={() => onEdit(number)}>
                  <IconSettings size={18} />
                </RowAction>
                {onRemove && (
                  <RowAction
                    label={say("directory.remove", { name: number.number })}
                    isSecond
                    onClick={() => onRemove(number)}
                  >
                    <IconTrash size={18} />
                  </RowAction>
                )}
              </>
            ),
            onPhone: "column",
          } satisfies Column<CompanyNumber>,
        ]),
  ];
}

const writtenBy = (format: Intl.DateTimeFormat, moment: string | undefined) =>
  moment === undefined ? "" : format.format(new Date(moment));

const howManyUses = ({ isMain, isEmergency, personal, regional }: Uses) =>
  personal.length + regional.length + Number(isMain) + Number(isEmergency);

function usesInWords({ isMain, isEmergency, personal, regional }: Uses, say: Say): string {
  const words = [
    isMain ? say("numbers.usedAsMain") : "",
    personal.length > 0 ? say("numbers.usedPersonal", { count: personal.length }) : "",
    regional.length > 0 ? say("numbers.usedRegional", { count: regional.length }) : "",
    isEmergency ? say("numbers.usedEmergency") : "",
  ].filter(Boolean);
  return words.length > 0 ? words.join(" · ") : say("numbers.unused");
}
