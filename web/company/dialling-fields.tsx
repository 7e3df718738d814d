import { Checkbox, Stack, Text, TextInput, Title } from "@mantine/core";
import { useId } from "react";
import type { Company } from "../../src/policy/company.ts";
import { HelpLink } from "../ui/help-link.tsx";
import { useWords } from "../words/use-words.ts";
import classes from "./company-page.module.css";
import { savedFields } from "./company-form.ts";
import { DeviceCheckboxes } from "./device-checkboxes.tsx";
import { ListField } from "../ui/list-field.tsx";
import { OutsideLineHint } from "./outside-line-hint.tsx";
import { TryDialling } from "./try-dialling.tsx";

type Props = Readonly<{
  /** Its id. */
  company: string;
  fields: Company;
  mayWrite: boolean;
  set: (changed: Partial<Company>) => void;
  error: (field: keyof Company) => string | undefined;
}>;

/** How a company dials, with a field to try it. */
export function DiallingFields({ company, fields, mayWrite, set, error }: Props) {
  const say = useWords();
  const heading = useId();
  const settings = savedFields(fields);
  return (
    <section aria-labelledby={heading} className={classes.part}>
      <div className={classes.partHead}>
        <Title order={2} id={heading}>
          {say("company.dialling")}
        </Title>
        <HelpLink about={say("company.dialling")} section="dialling" />
      </div>
      <Text size="sm" c="dimmed">
        {say("company.diallingHint")}
      </Text>
      <fieldset disabled={!mayWrite} className={classes.fields}>
        <Stack>
          <TextInput
            label={say("company.field.areaCode")}
            description={say("company.areaCodeHint")}
            value={fields.areaCode ?? ""}
            onChange={(event) => set({ areaCode: event.currentTarget.value })}
            error={error("areaCode")}
            inputMode="numeric"
          />
          <div>
            <TextInput
              label={say("company.field.outsideLine")}
              description={say("company.outsideLineHint")}
              value={fields.outsideLine ?? ""}
              onChange={(event) => set({ outsideLine: event.currentTarget.value })}
              error={error("outsideLine")}
              inputMode="numeric"
            />
            <OutsideLineHint company={company} settings={settings} />
          </div>
          <ListField
            label={say("company.field.emergencyNumbers")}
            description={say("company.emergencyNumbersHint")}
            value={fields.emergencyNumbers}
            onChange={(emergencyNumbers) => set({ emergencyNumbers })}
            error={error("emergencyNumbers")}
          />
          <ListField
            label={say("company.field.trunkCodes")}
            description={say("company.trunkCodesHint")}
            value={fields.trunkCodes}
            onChange={(trunkCodes) => set({ trunkCodes })}
            error={error("trunkCodes")}
          />
          <DeviceCheckboxes
            label={say("company.field.bare")}
            description={say("company.bareHint")}
            value={fields.bare}
            onChange={(bare) => set({ bare })}
          />
          <DeviceCheckboxes
            label={say("company.field.choiceDevices")}
            description={say("company.choiceDevicesHint")}
            value={fields.choiceDevices}
            onChange={(choiceDevices) => set({ choiceDevices })}
          />
          <Checkbox
            label={say("company.field.withhold")}
            description={say("company.withholdHint")}
            checked={fields.withhold}
            onChange={(event) => set({ withhold: event.currentTarget.checked })}
          />
        </Stack>
      </fieldset>
      <TryDialling company={company} settings={settings} />
    </section>
  );
}
