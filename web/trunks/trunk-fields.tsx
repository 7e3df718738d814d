import { Checkbox, Group, Radio, Stack, Text, TextInput, Title } from "@mantine/core";
import { useId, type ReactNode } from "react";
import { CountrySelect } from "../ui/country-select.tsx";
import { useWords } from "../words/use-words.ts";
import { Examples } from "./examples.tsx";
import { FORMS, isOfCountry, trunkOf, type TrunkForm } from "./trunk-form.ts";
import { Select } from "../ui/select.tsx";
import classes from "./trunks.module.css";

type Props = Readonly<{
  fields: TrunkForm;
  set: (changed: Partial<TrunkForm>) => void;
  error: (field: keyof TrunkForm) => string | undefined;
}>;

/** How the carrier wants numbers and identities. */
export function TrunkFields({ fields, set, error }: Props) {
  const say = useWords();
  const { shown, called } = trunkOf(fields);
  return (
    <>
      <Part title={say("trunks.part.numbers")}>
        <FormFields which="shown" fields={fields} set={set} error={error} />
        <Examples asked={{ shown }} />
        <FormFields which="called" fields={fields} set={set} error={error} />
        <div>
          <Group grow align="flex-start" gap="sm">
            <TextInput
              label={say("trunks.field.strip")}
              value={fields.strip}
              onChange={(event) => set({ strip: event.currentTarget.value })}
              error={error("strip")}
              inputMode="numeric"
            />
            <TextInput
              label={say("trunks.field.prepend")}
              value={fields.prepend}
              onChange={(event) => set({ prepend: event.currentTarget.value })}
              error={error("prepend")}
              inputMode="numeric"
            />
          </Group>
          <Text size="xs" c="dimmed" mt={4}>
            {say("trunks.changedHint")}
          </Text>
        </div>
        <Examples asked={{ called }} />
      </Part>
      <Part title={say("trunks.part.identity")}>
        <Options
          label={say("trunks.field.identity")}
          options={(["both", "from", "asserted"] as const).map((one) => [one, say(`trunks.identity.${one}`)])}
          value={fields.identity}
          onChange={(identity) => set({ identity })}
        />
        <Options
          label={say("trunks.field.accepts")}
          options={(["all", "marked"] as const).map((one) => [one, say(`trunks.accepts.${one}`)])}
          value={fields.accepts}
          onChange={(accepts) => set({ accepts })}
        />
        <Options
          label={say("trunks.field.displayName")}
          options={(["none", "label"] as const).map((one) => [one, say(`trunks.displayName.${one}`)])}
          value={fields.displayName}
          onChange={(displayName) => set({ displayName })}
        />
      </Part>
      <Part title={say("trunks.part.forwarded")}>
        <Options
          label={say("trunks.field.diversion")}
          options={(["none", "diversion", "history-info", "both"] as const).map((one) => [
            one,
            say(`trunks.diversion.${one}`),
          ])}
          value={fields.diversion}
          onChange={(diversion) => set({ diversion })}
        />
        <Checkbox
          label={say("trunks.field.foreign")}
          description={say("trunks.foreignHint")}
          checked={fields.foreign}
          onChange={(event) => set({ foreign: event.currentTarget.checked })}
        />
      </Part>
      <Part title={say("trunks.part.emergency")}>
        <TextInput
          label={say("trunks.field.fallbackIdentity")}
          description={say("trunks.fallbackHint")}
          value={fields.fallbackIdentity}
          onChange={(event) => set({ fallbackIdentity: event.currentTarget.value })}
          error={error("fallbackIdentity")}
        />
      </Part>
    </>
  );
}

function Part({ title, children }: Readonly<{ title: string; children: ReactNode }>) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className={classes.part}>
      <Title order={3} id={heading}>
        {title}
      </Title>
      {children}
    </section>
  );
}

/** The form of the numbers shown or called, with its country where it has one. */
function FormFields({ which, fields, set, error }: Props & Readonly<{ which: "shown" | "called" }>) {
  const say = useWords();
  const form = fields[`${which}Form`];
  return (
    <>
      <Select
        label={say(`trunks.field.${which}Form`)}
        data={FORMS.map((one) => ({ value: one, label: say(`trunks.form.${one}`) }))}
        value={form}
        onChange={(form) => form !== null && set({ [`${which}Form`]: form })}
        allowDeselect={false}
        error={error(`${which}Form`)}
      />
      {isOfCountry(form) && (
        <CountrySelect
          label={say(`trunks.field.${which}Country`)}
          value={fields[`${which}Country`]}
          onChange={(country) => set({ [`${which}Country`]: country })}
          error={error(`${which}Country`)}
        />
      )}
    </>
  );
}

type OptionsProps<T> = Readonly<{
  label: string;
  options: readonly (readonly [value: T, text: string])[];
  value: T;
  onChange: (value: T) => void;
}>;

function Options<T extends string>({ label, options, value, onChange }: OptionsProps<T>) {
  return (
    <Radio.Group label={label} value={value} onChange={onChange}>
      <Stack gap="xs" mt="xs">
        {options.map(([one, text]) => (
          <Radio key={one} value={one} label={text} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
