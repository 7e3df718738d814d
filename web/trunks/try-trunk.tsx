import { Checkbox, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useMemo, useState } from "react";
import type { ForwardReason } from "../../src/policy/forward-reason.ts";
import { RequestFailed } from "../api/request-failed.ts";
import { CarrierCard } from "../shown/carrier-card.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { ForwardReasonSelect } from "../ui/forward-reason-select.tsx";
import { writePhone } from "../ui/phone-number.tsx";
import { readPhone, readWithPlus } from "../ui/read-phone.ts";
import { useLanguage, useWords } from "../words/use-words.ts";
import { exampleNumbers, nearTheReader } from "./example-numbers.ts";
import { isOfCountry, trunkOf, type TrunkForm } from "./trunk-form.ts";
import { tryQuery } from "./try-query.ts";
import classes from "./trunks.module.css";

const ASK_AFTER_MS = 200;

/** Tries a call over the trunk as the form has it. */
export function TryTrunk({ fields }: Readonly<{ fields: TrunkForm }>) {
  const say = useWords();
  const language = useLanguage();
  const heading = useId();
  const country = countryOf(fields) ?? nearTheReader(language);
  const [example = "", abroad = example] = exampleNumbers(country);
  /** Null: the example, until something is typed. */
  const [typed, setTyped] = useState<string | null>(null);
  const [label, setLabel] = useState("");
  const [dialled, setDialled] = useState<string | null>(null);
  const [forwarding, setForwarding] = useState("");
  const [forwardReason, setReason] = useState<ForwardReason>("unconditional");
  const [privacy, setPrivacy] = useState(false);
  const shownText = typed ?? writePhone(example);
  const called = dialled ?? writePhone(abroad);
  const number = (text: string) => readPhone(text, country)[0] ?? readWithPlus(text);
  const shown = shownText.trim() === "" ? null : number(shownText);
  const forwardedBy = forwarding.trim() === "" ? null : number(forwarding);
  const isWhole = shown !== undefined && forwardedBy !== undefined && called.trim() !== "" && isComplete(fields);
  const trunk = useMemo(() => ({ ...trunkOf(fields), name: fields.name.trim() || "-" }), [fields]);
  const call = {
    shown: shown ?? null,
    called: called.trim(),
    country,
    privacy,
    ...(fields.displayName === "label" && label.trim() !== "" && { label: label.trim() }),
    ...(forwardedBy != null && { forwardedBy, forwardReason }),
  };
  const [asked] = useDebouncedValue(JSON.stringify({ trunk, call }), ASK_AFTER_MS);
  const question = useMemo(() => JSON.parse(asked) as { trunk: typeof trunk; call: typeof call }, [asked]);
  const { data, error } = useQuery({
    ...tryQuery(question.trunk, question.call),
    enabled: isWhole,
    placeholderData: keepPreviousData,
  });
  const wrong = (read: string | null | undefined) => (read === undefined ? say("trunks.tryWrong") : undefined);
  return (
    <section
      aria-labelledby={heading}
      className={classes.try}
      // The form is not saved by a call that is tried.
      onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
    >
      <Stack gap="sm">
        <div>
          <Title order={3} id={heading}>
            {say("trunks.try")}
          </Title>
          <Text size="xs" c="dimmed">
            {say("trunks.tryHint")}
          </Text>
        </div>
        <TextInput
          label={say("trunks.tryShown")}
          description={say("trunks.tryShownHint")}
          value={shownText}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={wrong(shown)}
          inputMode="tel"
          autoComplete="off"
        />
        {fields.displayName === "label" && (
          <TextInput
            label={say("trunks.tryLabel")}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
            autoComplete="off"
          />
        )}
        <TextInput
          label={say("trunks.tryCalled")}
          value={called}
          onChange={(event) => setDialled(event.currentTarget.value)}
          inputMode="tel"
          autoComplete="off"
        />
        <TextInput
          label={say("trunks.tryForwardedBy")}
          description={say("trunks.tryForwardedByHint")}
          value={forwarding}
          onChange={(event) => setForwarding(event.currentTarget.value)}
          error={wrong(forwardedBy)}
          inputMode="tel"
          autoComplete="off"
        />
        {forwarding.trim() !== "" && <ForwardReasonSelect value={forwardReason} onChange={setReason} />}
        <Checkbox
          label={say("trunks.tryPrivacy")}
          checked={privacy}
          onChange={(event) => setPrivacy(event.currentTarget.checked)}
        />
        <div role="status" aria-label={say("carrier.title")}>
          {!isComplete(fields) || isAboutTrunk(error) ? (
            <Text size="sm">{say("trunks.tryFirst")}</Text>
          ) : (
            isWhole && data && !error && <CarrierCard title={say("carrier.title")} presentation={data} />
          )}
        </div>
        {isWhole && error && !isAboutTrunk(error) && <FailureNote error={error} />}
      </Stack>
    </section>
  );
}

/** The country that says how a call is dialled. */
function countryOf({ shownForm, shownCountry, calledForm, calledCountry }: TrunkForm): string | null {
  if (isOfCountry(calledForm)) return calledCountry;
  return isOfCountry(shownForm) ? shownCountry : null;
}

/** Whether a refusal is about the fields of the trunk, whose errors are shown at them when it is saved. */
const isAboutTrunk = (error: unknown) =>
  error instanceof RequestFailed && (error.problem.errors ?? []).some(({ path }) => path.startsWith("/trunk/"));

/** Whether there is a trunk to try. */
function isComplete({ domain, shownForm, shownCountry, calledForm, calledCountry }: TrunkForm): boolean {
  const isMissing = (form: TrunkForm["shownForm"], country: string | null) => isOfCountry(form) && country === null;
  return domain.trim() !== "" && !isMissing(shownForm, shownCountry) && !isMissing(calledForm, calledCountry);
}
