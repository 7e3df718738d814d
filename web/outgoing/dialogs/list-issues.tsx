import { Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { DEVICE_CONDITIONS } from "../../../src/number/device.ts";
import { conditionKey } from "../../directory/names.ts";
import { listText } from "../../spreadsheet/list-text.ts";
import { NumberSelect } from "../../ui/number-select.tsx";
import list from "../../ui/list.module.css";
import ui from "../../ui/ui.module.css";
import type { WordKey } from "../../words/load.ts";
import { useWords, type Say } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { pick, type Issue, type Picks, type SubjectMatch, type Wanted } from "../logic/list-rows.ts";
import classes from "../outgoing.module.css";
import { PickSelect } from "./pick-select.tsx";

/** Issues that are listed; the rest is counted. */
const SHOWN = 100;

/** Rows of one issue that are listed; the rest is counted. */
const LINES = 5;

type Props = Readonly<{ issues: readonly Issue[]; picks: Picks; onPicks: (picks: Picks) => void }>;

/** What is unclear about a list, with a choice where one helps. */
export function ListIssues({ issues, picks, onPicks }: Props) {
  const say = useWords();
  if (issues.length === 0) return null;
  return (
    <section>
      <Title order={3}>{say("lists.open")}</Title>
      <ul className={list.lines}>
        {issues.slice(0, SHOWN).map((issue) => (
          <li key={issue.key}>
            <span>
              <Text size="sm">{say("lists.row", { rows: rowsText(issue, say), text: textOf(issue) })}</Text>
              <Text size="sm" c="dimmed">
                {whyNot(issue, say)}{" "}
                {issue.about === "number" &&
                  issue.match.kind === "unreadable" &&
                  issue.match.why === "no_area_code" && <AreaCodeLink />}
              </Text>
            </span>
            <Choice issue={issue} onPick={(choice) => onPicks(pick(picks, issue, choice))} />
          </li>
        ))}
      </ul>
      {issues.length > SHOWN && <Text size="sm">{say("common.andMore", { count: issues.length - SHOWN })}</Text>}
    </section>
  );
}

const rowsText = ({ lines }: Issue, say: Say) =>
  say(lines.length === 1 ? "sheet.line" : "sheet.lines", { lines: listText(lines, LINES, say) });

/** The whole row, or what several rows have in common. */
function textOf({ about, row, lines }: Issue): string {
  const { text, numberText, deviceText } = row;
  if (lines.length === 1)
    return [text, ...(about === "device" ? [deviceText] : []), numberText].filter(Boolean).join(" · ");
  return about === "subject" ? text : about === "number" ? numberText : deviceText;
}

function whyNot(issue: Issue, say: Say): string {
  switch (issue.about) {
    case "subject":
      return whyNobody(issue.match, say);
    case "device": {
      const devices = DEVICE_CONDITIONS.map((device) => say(conditionKey(device))).join(", ");
      return issue.match === "regional" ? say("lists.why.regional") : say("lists.why.unreadable", { devices });
    }
    case "repeats":
      return say("lists.why.repeats", { line: issue.line });
    case "number": {
      if (issue.match.kind !== "unreadable")
        return say(issue.match.kind === "off" ? "problem.number_off" : "problem.number_unknown");
      return say(issue.match.why === "missing" ? "lists.why.noNumber" : `lists.why.${issue.match.why}`);
    }
  }
}

const NOT_FOUND: Readonly<Record<Wanted, WordKey>> = {
  person: "lists.why.person",
  employee: "problem.employee_unknown",
  department: "problem.department_unknown",
  country: "problem.country_unknown",
  prefix: "problem.prefix_invalid",
};

function whyNobody(match: Exclude<SubjectMatch, { kind: "one" | "pending" }>, say: Say): string {
  if (match.kind === "none") return say(NOT_FOUND[match.wanted]);
  if (match.kind !== "several") return say(`lists.why.${match.kind}`);
  if (match.wanted === "country") return say("lists.why.severalCountries");
  return say(match.wanted === "prefix" ? "lists.why.severalPrefixes" : "lists.why.several");
}

/** In another tab, so that the list stays. */
function AreaCodeLink() {
  const say = useWords();
  const { company } = useDraft();
  return (
    <Link to="/companies/$company/company" params={{ company }} target="_blank" className={ui.link}>
      {say("lists.areaCode")}
    </Link>
  );
}

type ChoiceProps = Readonly<{ issue: Issue; onPick: (choice: Parameters<typeof pick>[2]) => void }>;

function Choice({ issue, onPick }: ChoiceProps) {
  const say = useWords();
  const { directory } = useDraft();
  const rows = rowsText(issue, say);
  if (issue.about === "number")
    return (
      <div className={classes.choice}>
        <NumberSelect
          label={say("lists.pick.number", { rows })}
          hiddenLabel
          value={issue.picked}
          onChange={onPick}
          directory={directory}
        />
      </div>
    );
  if (issue.about !== "subject" || !("wanted" in issue.match)) return null;
  const { match, picked } = issue;
  const candidates = match.kind === "several" ? match.candidates : null;
  // Any prefix can be written, but not picked.
  if (match.wanted === "prefix" && candidates === null) return null;
  return (
    <div className={classes.choice}>
      <PickSelect
        label={say(`lists.pick.${match.wanted}`, { rows })}
        wanted={match.wanted}
        candidates={candidates}
        value={picked}
        onPick={onPick}
      />
    </div>
  );
}
