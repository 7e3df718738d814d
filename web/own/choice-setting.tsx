import { Text } from "@mantine/core";
import type { Device } from "../../src/policy/company.ts";
import { saveOwn, type MeAnswer } from "../api/me.ts";
import { Note } from "../ui/note.tsx";
import { writePhone } from "../ui/phone-number.tsx";
import type { Language } from "../words/language.ts";
import { useLanguage, useWords, type Say } from "../words/use-words.ts";
import type { Option } from "./options-dialog.tsx";
import { Setting } from "./setting.tsx";

/** The number that an employee has chosen for all their calls from the devices on which numbers may be chosen. */
export function ChoiceSetting({ me }: Readonly<{ me: MeAnswer }>) {
  const say = useWords();
  const language = useLanguage();
  const { choice, choiceRefused, choices, choiceDevices } = me;
  const own = choiceDevices.filter((device) => me.shown.some((shown) => shown.device === device));
  const from = fromDevices(own.length > 0 ? own : choiceDevices, language, say);
  const title = choiceDevices.length === 0 ? say("own.choiceAnywhere") : say("own.choice", { from });
  const fixed = whyFixed(me, own);
  const usual = choices.find((one) => one.default)?.number;
  const labels = new Map(choices.map(({ number, label }) => [number, label]));

  if (fixed !== null && choice === null)
    return (
      <div>
        <Text fw={600}>{title}</Text>
        <Text size="sm">{say(fixed, { from })}</Text>
      </div>
    );

  const none: Option<string | null> = {
    value: null,
    text: say("own.usual"),
    hint: usual === undefined ? say("own.usualHint") : say("own.usualHome", { number: writePhone(usual) }),
  };
  const options = fixed !== null ? [] : choices;
  const written = choice === null ? "" : [writePhone(choice), labels.get(choice)].filter(Boolean).join(" · ");
  return (
    <>
      {choiceRefused !== null && (
        <Note tone="warning" title={say("own.choiceIdle")}>
          {say(`own.refused.${choiceRefused}`)}
        </Note>
      )}
      <Setting
        title={title}
        now={choice === null ? say("own.usual") : written}
        value={choice}
        options={[
          none,
          ...options.map((one) => ({
            value: one.number,
            text: writePhone(one.number),
            hint: one.label,
            also: one.number,
            ...(one.default && { mark: say("own.default") }),
          })),
        ]}
        save={(choice) => saveOwn({ choice })}
        undoes={choiceRefused === null}
      >
        <Text size="sm" c="dimmed">
          {say("own.choiceText", { from })}
        </Text>
      </Setting>
    </>
  );
}

/** Why there is nothing to choose from; null if there is. */
function whyFixed({ choices, mainOnly }: MeAnswer, own: readonly Device[]) {
  if (choices.length === 0) return "own.fixed.off";
  if (own.length === 0) return "own.fixed.noDevice";
  if (choices.length > 1) return null;
  return mainOnly ? "own.fixed.guest" : "own.fixed.one";
}

const fromDevices = (devices: readonly Device[], language: Language, say: Say) =>
  new Intl.ListFormat(language).format(devices.map((device) => say(`own.from.${device}`)));
