import { Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { prefixQuery } from "../../api/check.ts";
import { queryClient } from "../../api/query-client.ts";
import { FormDialog } from "../../form/form-dialog.tsx";
import { useSubmitted } from "../../form/use-submitted.ts";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { givenIn, putRegional } from "../logic/edit.ts";
import type { RegionalRow } from "../logic/rows.ts";
import { CountryPicker } from "./country-picker.tsx";
import { NumberField } from "./number-field.tsx";
import { PrefixField } from "./prefix-field.tsx";
import { useShowGiven } from "./use-show-given.ts";

/** @param props.row the edited row; null: a new one */
export function RegionalDialog({ row, onClose }: Readonly<{ row: RegionalRow | null; onClose: () => void }>) {
  const say = useWords();
  const { company, saved, present, edit } = useDraft();
  const [number, setNumber] = useState(row?.number ?? null);
  const [direction, setDirection] = useState<"countries" | "prefix">(row?.kind ?? "countries");
  const [countries, setCountries] = useState<readonly string[]>(() =>
    row?.kind === "countries"
      ? row.chips.filter(({ state }) => state !== "removed").map(({ entry }) => entry.country)
      : [],
  );
  const [text, setText] = useState(row?.kind === "prefix" ? row.prefix : "");
  const [isSubmitted, markSubmitted] = useSubmitted();
  const showGiven = useShowGiven();
  const [reading, setReading] = useState(false);

  /** The typed prefix as the service reads it; null if it is not a prefix, which the field reports. */
  async function readPrefix(): Promise<string | null> {
    if (text.trim() === "") return null;
    setReading(true);
    try {
      return (await queryClient.fetchQuery(prefixQuery(company, text, present))).prefix;
    } catch {
      // The field sends the same request and reports the failure.
      return null;
    } finally {
      setReading(false);
    }
  }

  async function apply(): Promise<void> {
    markSubmitted();
    const prefix = direction === "prefix" ? await readPrefix() : null;
    if (number === null || (direction === "prefix" ? prefix === null : countries.length === 0)) return;
    const input = prefix === null ? { number, countries } : { number, prefix };
    edit((present) => putRegional(saved, present, input, row ?? undefined));
    onClose();
    showGiven(givenIn(input), row === null);
  }

  return (
    <FormDialog
      title={say("dialogs.regional")}
      onClose={onClose}
      onSubmit={apply}
      busy={reading}
      action={say(row ? "frame.apply" : "frame.add")}
    >
      <NumberField value={number} onChange={setNumber} isSubmitted={isSubmitted} />
      <Radio.Group label={say("dialogs.direction")} value={direction} onChange={(value) => setDirection(value)}>
        <Stack gap="xs" mt="xs">
          <Radio value="countries" label={say("dialogs.toCountries")} />
          <Radio value="prefix" label={say("dialogs.byPrefix")} />
        </Stack>
      </Radio.Group>
      {direction === "countries" ? (
        <CountryPicker
          value={countries}
          onChange={setCountries}
          own={row?.kind === "countries" ? row.chips.map(({ entry }) => entry.country) : []}
          number={number}
          error={isSubmitted && countries.length === 0 ? say("dialogs.countriesMissing") : undefined}
        />
      ) : (
        <PrefixField
          text={text}
          onText={setText}
          isSubmitted={isSubmitted}
          own={row?.kind === "prefix" ? row.prefix : null}
          number={number}
        />
      )}
    </FormDialog>
  );
}
