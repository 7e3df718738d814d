import { Text, Title } from "@mantine/core";
import type { Directory } from "../../src/policy/directory.ts";
import type { Effect } from "../api/check.ts";
import { useNamesIn } from "../directory/names.ts";
import { writePhone } from "../ui/phone-number.tsx";
import { useWords } from "../words/use-words.ts";

/** What clients will see after a save: who shows another number, and where. */
export function EffectNote({ effect, directory }: Readonly<{ effect: Effect; directory: Directory }>) {
  const say = useWords();
  return (
    <section>
      <Title order={3}>{say("saving.effect")}</Title>
      {effect.employees === 0 ? (
        <Text>{say("saving.noEffect")}</Text>
      ) : (
        <Text>{say("saving.effectCount", { count: effect.employees })}</Text>
      )}
      <Shifts title={say("saving.home")} shifts={effect.home} directory={directory} />
      <Shifts title={say("saving.abroad")} shifts={effect.abroad} directory={directory} />
    </section>
  );
}

/** Shifts that are listed; the largest come first. */
const SHIFTS = 20;

type Props = Readonly<{ title: string; shifts: Effect["home"]; directory: Directory }>;

function Shifts({ title, shifts, directory }: Props) {
  const say = useWords();
  const names = useNamesIn(directory);
  if (shifts.length === 0) return null;
  const number = (e164: string | null) => (e164 === null ? say("common.noNumber") : writePhone(e164));
  return (
    <>
      <Title order={4} mt="sm">
        {title}
      </Title>
      <ul>
        {shifts.slice(0, SHIFTS).map(({ from, to, employees, examples, places }) => (
          <li key={`${from} ${to}`}>
            {say("saving.shift", { from: number(from), to: number(to), count: employees })}
            <Text size="sm" c="dimmed">
              {examples.slice(0, 3).map(names.employee).join(", ")}
              {" · "}
              {places.slice(0, 4).map(names.place).join(", ")}
            </Text>
          </li>
        ))}
      </ul>
      {shifts.length > SHIFTS && <Text size="sm">{say("common.andMore", { count: shifts.length - SHIFTS })}</Text>}
    </>
  );
}
