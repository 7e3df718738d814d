import { Anchor, Text } from "@mantine/core";
import type { PreviewAnswer } from "../../api/check.ts";
import { PhoneNumber, writePhone } from "../../ui/phone-number.tsx";
import { useWords } from "../../words/use-words.ts";
import type { WordKey } from "../../words/load.ts";
import { useDraft } from "../draft-context.ts";
import { conditionWithin } from "../../directory/names.ts";
import type { Target } from "../logic/document.ts";
import { useNames } from "../use-names.ts";
import classes from "../outgoing.module.css";
import { stepsOf, type Step } from "./steps.ts";

type OnGo = Readonly<{ onGo: (target: Target) => void }>;

type Props = OnGo & Readonly<{ answer: PreviewAnswer; saved: PreviewAnswer | null; isUnsaved: boolean }>;

/** @param props.saved the decision under the saved settings, if there are unsaved changes */
export function TestCallResult({ answer, saved, isUnsaved, onGo }: Props) {
  const say = useWords();
  const names = useNames();
  const { present } = useDraft();
  const { destination, callerId, decidedBy, extension } = answer;
  const where = [
    say(`testCall.kind.${destination.kind}`),
    destination.country === null ? "" : names.country(destination.country),
    destination.e164 === null ? "" : writePhone(destination.e164),
  ];
  return (
    <>
      <Text size="sm" c="dimmed">
        {where.filter(Boolean).join(" · ")}
      </Text>
      <Text size="xl" fw={700}>
        {callerId === null ? (
          say(`testCall.without.${decidedBy.rule as "internal" | "service_code" | "none"}`, {
            extension: extension ?? "",
          })
        ) : (
          <PhoneNumber e164={callerId} />
        )}
      </Text>
      {answer.privacy && <Text size="sm">{say("testCall.privacy")}</Text>}
      {isUnsaved && (
        <Text size="sm">
          {saved && saved.callerId !== callerId
            ? say("testCall.savedDiffers", { number: saved.callerId === null ? "—" : writePhone(saved.callerId) })
            : say("testCall.unsaved")}
        </Text>
      )}
      {answer.errors.length > 0 && <Text size="sm">{say("testCall.errors", { count: answer.errors.length })}</Text>}
      <ol className={classes.steps}>
        {stepsOf(answer, present.priority).map((step, at) => (
          // The steps of a trace have no identity but their place.
          <li key={at}>
            <StepLine {...step} onGo={onGo} />
          </li>
        ))}
      </ol>
    </>
  );
}

function StepLine({ step, order, target, onGo }: Step & OnGo) {
  const say = useWords();
  const names = useNames();
  const { rule, outcome, reason, employee, department, device, country, prefix } = step;
  const subject = [
    prefix === undefined ? "" : writePhone(prefix),
    country === undefined ? "" : names.country(country),
    employee === undefined ? "" : names.employee(employee),
    department === undefined ? "" : names.department(department),
    device === undefined ? "" : conditionWithin(device, say),
  ].filter(Boolean);
  const title = `${order === null ? "" : `${order} `}${say(`common.rule.${rule}` satisfies WordKey)}`;
  const name = subject.length > 0 ? `${title} ${subject.join(", ")}` : title;
  const became = reason === undefined ? say(`testCall.outcome.${outcome}`) : say(`testCall.reason.${reason}`);
  return (
    <Text size="sm" fw={outcome === "answer" ? 600 : undefined} component="span">
      {target === null ? (
        `${name}:`
      ) : (
        <Anchor
          component="button"
          type="button"
          size="sm"
          fw="inherit"
          className={classes.step}
          onClick={() => onGo(target)}
        >
          {`${name}:`}
        </Anchor>
      )}{" "}
      {became}
    </Text>
  );
}
