import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import IconTrash from "@tabler/icons-react/dist/esm/icons/IconTrash.mjs";
import type { Employee } from "../../src/policy/directory.ts";
import { DEVICES } from "../../src/policy/device.ts";
import { deviceInWords } from "../directory/people.ts";
import { useWords } from "../words/use-words.ts";
import classes from "./employees.module.css";

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
              error={errors.get(`/lines/${at}/id`)}
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
        variant="light"
        size="compact-md"
        mt="xs"
        onClick={() => onChange([...lines, { id: "", device: "desk_phone" }])}
      >
        {say("employees.lineAdd")}
      </Button>
    </fieldset>
  );
}
