import { Button, Group, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { NumberSelect } from "../../ui/number-select.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { putRegional } from "../logic/edit.ts";
import type { RegionalRow } from "../logic/rows.ts";
import { CountryPicker } from "./country-picker.tsx";
import { PrefixField, type ReadPrefix } from "./prefix-field.tsx";

/** @param props.row the row that is edited; null: a new one */
export function RegionalDialog({ row, onClose }: Readonly<{ row: RegionalRow | null; onClose: () => void }>) {
  const say = useWords();
  const { directory, saved, edit } = useDraft();
  const [number, setNumber] = useState(row?.number ?? null);
  const [direction, setDirection] = useState<"countries" | "prefix">(row?.kind ?? "countries");
  const [countries, setCountries] = useState<readonly string[]>(() =>
    row?.kind === "countries"
      ? row.chips.filter(({ state }) => state !== "removed").map(({ entry }) => entry.country)
      : [],
  );
  const [text, setText] = useState(row?.kind === "prefix" ? row.prefix : "");
  const [prefix, setPrefix] = useState<ReadPrefix>({ text: "", prefix: null });
  const [tried, setTried] = useState(false);

  function apply(): void {
    setTried(true);
    if (number === null) return;
    if (direction === "countries") {
      if (countries.length === 0) return;
      edit((present) => putRegional(saved, present, { number, countries }, row ?? undefined));
    } else {
      // Only what the service has read stands for what was typed.
      const read = prefix.text === text ? prefix.prefix : null;
      if (read === null) return;
      edit((present) => putRegional(saved, present, { number, prefix: read }, row ?? undefined));
    }
    onClose();
  }

  return (
    <Dialog onClose={onClose} title={say("dialogs.regional")}>
      <Stack>
        <NumberSelect
          label={say("dialogs.number")}
          value={number}
          onChange={setNumber}
          directory={directory}
          error={tried && number === null ? say("dialogs.numberMissing") : undefined}
        />
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
            error={tried && countries.length === 0 ? say("dialogs.countriesMissing") : undefined}
          />
        ) : (
          <PrefixField text={text} onText={setText} onRead={setPrefix} isMissed={tried && text.trim() === ""} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {say("frame.cancel")}
          </Button>
          <Button onClick={apply}>{say(row ? "frame.apply" : "frame.add")}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
