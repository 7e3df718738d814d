import { Button, Text } from "@mantine/core";
import { useState } from "react";
import type { Device } from "../../src/policy/company.ts";
import type { MeAnswer } from "../api/me.ts";
import { countryName } from "../countries/country-name.ts";
import { deviceInWords } from "../directory/people.ts";
import { sameDevices } from "../shown/same-devices.ts";
import { Part } from "../ui/part.tsx";
import { PhoneNumber, writePhone } from "../ui/phone-number.tsx";
import { useLanguage, useWords } from "../words/use-words.ts";
import { foldPlaces, type OwnPlace, type Row } from "./fold-places.ts";
import classes from "./own.module.css";

/** Rows of a device that are shown at first, and places named in a row. */
const ROWS = 4;
const PLACES = 5;

/** What clients see from each device; devices that show the same are told together. */
export function OwnShown({ me }: Readonly<{ me: MeAnswer }>) {
  const say = useWords();
  const labels = new Map(me.choices.map(({ number, label }) => [number, label]));
  const groups = sameDevices(me.shown.map(({ device, places }) => ({ device, shown: places })));
  return (
    <Part title={say("shown.title")}>
      {groups.length === 0 && <Text size="sm">{say("own.noDevices")}</Text>}
      {groups.length > 0 && me.withholds && (
        <Text size="sm" fw={600}>
          {say("own.hiddenNow")}
        </Text>
      )}
      {groups.map(({ devices, shown }) => (
        <Group key={devices.join()} devices={devices} rows={foldPlaces(shown, me.morePlaces === 0)} labels={labels} />
      ))}
      {me.morePlaces > 0 && (
        <Text size="sm" c="dimmed">
          {say("own.morePlaces", { count: me.morePlaces })}
        </Text>
      )}
    </Part>
  );
}

type GroupProps = Readonly<{ devices: readonly Device[]; rows: readonly Row[]; labels: ReadonlyMap<string, string> }>;

function Group({ devices, rows, labels }: GroupProps) {
  const say = useWords();
  const language = useLanguage();
  const [isWhole, setWhole] = useState(false);
  const names = devices.map((device, at) =>
    at === 0 ? deviceInWords(device, say) : say(`people.deviceWithin.${device}`),
  );
  const shown = isWhole ? rows : rows.slice(0, ROWS);
  return (
    <section className={classes.device}>
      <h3 className={classes.deviceName}>{new Intl.ListFormat(language).format(names)}</h3>
      <dl className={classes.rows}>
        {shown.map((row) => (
          <div key={row.where === "at" ? `at ${row.callerId}` : row.where} className={classes.row}>
            <dt>
              <Where row={row} />
            </dt>
            <dd>
              <Shown row={row} labels={labels} />
            </dd>
          </div>
        ))}
      </dl>
      {rows.length > shown.length && (
        <Button variant="subtle" className={classes.more} onClick={() => setWhole(true)}>
          {say("frame.showMore", { count: rows.length - shown.length })}
        </Button>
      )}
    </section>
  );
}

function Where({ row }: Readonly<{ row: Row }>) {
  const say = useWords();
  const language = useLanguage();
  const [isWhole, setWhole] = useState(false);
  if (row.where !== "at") return say(`own.where.${row.where}`);
  const nameOf = (place: OwnPlace) => {
    if (place.kind === "country") return countryName(place.country, language);
    return place.kind === "prefix" ? say("own.where.prefix", { prefix: writePhone(place.prefix) }) : "";
  };
  const places = isWhole ? row.places : row.places.slice(0, PLACES);
  return (
    <>
      {places.map(nameOf).join(", ")}
      {row.places.length > places.length && (
        <Button variant="subtle" size="sm" className={classes.more} onClick={() => setWhole(true)}>
          {say("common.andMore", { count: row.places.length - places.length })}
        </Button>
      )}
    </>
  );
}

function Shown({ row: { callerId, rule }, labels }: Omit<GroupProps, "devices" | "rows"> & Readonly<{ row: Row }>) {
  const say = useWords();
  if (callerId === null) return say("common.noNumber");
  const why = rule !== null && isToldRule(rule) ? say(`own.why.${rule}`) : "";
  const about = [labels.get(callerId) ?? "", why].filter(Boolean).join(" · ");
  return (
    <>
      <PhoneNumber e164={callerId} />
      {about !== "" && (
        <Text size="sm" c="dimmed" fw={400}>
          {about}
        </Text>
      )}
    </>
  );
}

const TOLD = ["chosen", "employee", "department", "country", "prefix", "main"] as const;
const isToldRule = (rule: string): rule is (typeof TOLD)[number] => TOLD.includes(rule as (typeof TOLD)[number]);
