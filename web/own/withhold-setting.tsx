import { Text } from "@mantine/core";
import { saveOwn, type MeAnswer } from "../api/me.ts";
import { useWords } from "../words/use-words.ts";
import { Setting } from "./setting.tsx";

/** Whether clients see the number at all. */
export function WithholdSetting({ me: { withhold, withholds } }: Readonly<{ me: MeAnswer }>) {
  const say = useWords();
  const holds = say(withholds ? "own.withhold.hidden" : "own.withhold.seen");
  return (
    <Setting
      title={say("own.withhold")}
      now={withhold === null ? say("own.withhold.asCompany", { holds }) : holds}
      value={withhold}
      options={[
        { value: false, text: say("own.withhold.show") },
        { value: true, text: say("own.withhold.hide") },
        {
          value: null,
          text: say("employees.withhold.company"),
          ...(withhold === null && { hint: say("own.withhold.now", { holds }) }),
        },
      ]}
      save={(withhold) => saveOwn({ withhold })}
      undoes
    >
      <Text size="sm" c="dimmed">
        {say("own.withholdText")}
      </Text>
    </Setting>
  );
}
