import { Button, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { shownQuery, type ShownSubject } from "../api/shown.ts";
import { useCompanyId } from "../page/company-id.ts";
import { countryName } from "../countries/country-name.ts";
import type { Place } from "../api/check.ts";
import { deviceInWords } from "../directory/people.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import { Loading } from "../ui/loading.tsx";
import { PhoneNumber, writePhone } from "../ui/phone-number.tsx";
import { useLanguage, useWords } from "../words/use-words.ts";
import { sameDevices } from "./same-devices.ts";
import classes from "./shown-card.module.css";

/** Places that are listed at first. */
const SHOWN = 60;

/** What clients see, for each device: at home, abroad, and wherever there is an entry. */
export function ShownCard({ subject, note }: Readonly<{ subject: ShownSubject; note: string }>) {
  const say = useWords();
  const company = useCompanyId();
  const language = useLanguage();
  const heading = useId();
  const [limit, setLimit] = useState(SHOWN);
  const { data, error, refetch } = useQuery(shownQuery(company, subject));
  if (error) return <FailureNote error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const columns = sameDevices(data.devices);
  const nameOf = (place: Place) => {
    if (place.kind === "country") return countryName(place.country, language);
    return place.kind === "prefix" ? writePhone(place.prefix) : say(`shown.${place.kind}`);
  };
  return (
    <section aria-labelledby={heading}>
      <Title order={2} id={heading} mb={4}>
        {say("shown.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {note}
      </Text>
      {/* It may be wider than a phone's screen; then it scrolls by itself, by keyboard too. */}
      <div className={classes.scroll} tabIndex={0} role="group" aria-labelledby={heading}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{say("shown.where")}</th>
              {columns.map(({ devices }) => (
                <th scope="col" key={devices.join()}>
                  {devices.map((device) => deviceInWords(device, say)).join(", ")}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.places.slice(0, limit).map((place, at) => (
              <tr key={JSON.stringify(place)}>
                <th scope="row">{nameOf(place)}</th>
                {columns.map(({ devices, shown }) => {
                  const { callerId, decidedBy } = shown[at]!;
                  return (
                    <td key={devices.join()}>
                      {callerId === null ? say("common.noNumber") : <PhoneNumber e164={callerId} />}
                      {callerId !== null && (
                        <Text size="xs" c="dimmed">
                          {say(`common.rule.${decidedBy.rule}`)}
                        </Text>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {data.places.length > limit && (
        <Button variant="default" mt="sm" onClick={() => setLimit(limit + 400)}>
          {say("frame.showMore", { count: Math.min(400, data.places.length - limit) })}
        </Button>
      )}
    </section>
  );
}
