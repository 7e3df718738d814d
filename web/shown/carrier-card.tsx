import { Text, Title } from "@mantine/core";
import { useId, type ReactNode } from "react";
import type { PreviewAnswer } from "../api/check.ts";
import { useWords } from "../words/use-words.ts";
import classes from "./carrier-card.module.css";

export type Presentation = NonNullable<PreviewAnswer["presentations"]>[number];

/** Whatever the trunk is called. */
type Presented = Omit<Presentation, "trunk">;

const HEADERS = ["assertedIdentity", "privacy", "diversion", "historyInfo"] as const;

/** What the carrier of a trunk receives of a call: the values of headers, and which of them are not sent. */
export function CarrierCard({ title, presentation }: Readonly<{ title: string; presentation: Presented }>) {
  const say = useWords();
  const heading = useId();
  const { called, from } = presentation;
  const missing = HEADERS.filter((header) => presentation[header] === null).map((header) => say(`carrier.${header}`));
  return (
    <section aria-labelledby={heading} className={classes.card}>
      <Title order={3} id={heading}>
        {title}
      </Title>
      {called === null ? (
        <Text size="sm">{say("carrier.noCall")}</Text>
      ) : (
        <>
          <dl className={classes.headers}>
            <Header name={say("carrier.called")}>
              <Value text={called} />
            </Header>
            <Header name={say("carrier.from")}>
              {from === null ? say("carrier.ownAccount") : <Value text={writtenFrom(from)} />}
            </Header>
            {HEADERS.map((header) => {
              const value = presentation[header];
              return (
                value !== null && (
                  <Header key={header} name={say(`carrier.${header}`)}>
                    <Value text={value} />
                  </Header>
                )
              );
            })}
          </dl>
          {missing.length > 0 && (
            <Text size="xs" c="dimmed">
              {say("carrier.without", { headers: missing.join(", ") })}
            </Text>
          )}
        </>
      )}
    </section>
  );
}

function Header({ name, children }: Readonly<{ name: string; children: ReactNode }>) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const Value = ({ text }: Readonly<{ text: string }>) => (
  <code className={classes.value} translate="no" dir="ltr">
    {text}
  </code>
);

/** RFC 3261, 25.1: `name-addr`. */
function writtenFrom({ user, host, display }: NonNullable<Presented["from"]>): string {
  const name = display === null ? "" : `"${display.replaceAll(/["\\]/g, "\\$&")}" `;
  return `${name}<sip:${user}@${host}>`;
}
