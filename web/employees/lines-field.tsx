import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import type { Employee } from "../../src/policy/directory.ts";
import { DEVICES } from "../../src/number/device.ts";
import { deviceInWords } from "../directory/people.ts";
import { sentence } from "../words/sentence.ts";
import { useWords } from "../words/use-words.ts";
import { Select } from "../ui/select.tsx";
import classes from "./employees.module.css";
import { IconTrash } from "../icons/icons.ts";

type Lines = Employee["lines"];

type Props = Readonly<{
  lines: Lines;
  onChange: (lines: Lines) => void;
  /** By pointer: `/lines/2/id`. */
  errors: ReadonlyMap<string, string>;
}>;

/** The devices that an employee calls from, each with the name that the PBX knows it by. */
export function LinesField({ lines, onChange, errors }: Props) {
  const say = useWords();
  const errorAt = (at: number, { device }: Lines[number]) => {
    const error = errors.get(`/lines/${at}/id`);
    // The form of other ids; of a SIM it is the number, as people write it.
    return device === "corporate_sim" && error === sentence(say("field.id")) ? sentence(say("field.sim")) : error;
  };
  return (
    <fieldset className={classes.lines}>
      <legend>{say("employees.lines")}</legend>
      <Text size="xs" c="dimmed" mb="xs">
        {say("employees.linesHint")}
      </Text>
      <Stack gap="xs">
        {lines.map((line, at) => (
          // While lines are being typed, their place is their only identity.
          <Group key={at} gap="xs" align="flex-start">
            <Select
              aria-label={say("employees.lineDevice", { at: at + 1 })}
              data={DEVICES.map((device) => ({ value: device, label: deviceInWords(device, say) }))}
              value={line.device}
              onChange={(device) => device !== null && onChange(lines.with(at, { ...line, device }))}
              allowDeselect={false}
              className={classes.device}
            />
            <TextInput
              aria-label={say("employees.lineId", { at: at + 1 })}
              placeholder={say(line.device === "corporate_sim" ? "employees.lineSim" : "employees.lineSip")}
              value={line.id}
              onChange={(event) => onChange(lines.with(at, { ...line, id: event.currentTarget.value }))}
              error={errorAt(at, line)}
              className={classes.line}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={say("employees.lineRemove", { at: at + 1 })}
              onClick={() => onChange(lines.toSpliced(at, 1))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
      <Button
        variant="default"
        size="compact-md"
        mt="xs"
        onClick={() => onChange([...lines, { id: "", device: "desk_phone" }])}
      >
        {say("employees.lineAdd")}
      </Button>
    </fieldset>
  );
}
