import { Checkbox, UnstyledButton } from "@mantine/core";
import { useId, useMemo, useState } from "react";
import { countriesByPart, type Part } from "../../countries/countries.ts";
import { writePhone } from "../../ui/phone-number.tsx";
import { useLanguage, useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { partTick, tickPart } from "../logic/part-ticks.ts";
import classes from "./country-parts.module.css";
import { IconChevronDown, IconChevronUp } from "../../icons/icons.ts";

type Props = Readonly<{
  value: readonly string[];
  onChange: (countries: readonly string[]) => void;
  /** The numbers that countries have now, without those of the edited row. */
  has: ReadonlyMap<string, string>;
  /** The number that they are given. */
  number: string | null;
}>;

/** All countries by part of the world, to be ticked one by one or a part at once. */
export function CountryParts(props: Props) {
  const language = useLanguage();
  const { fields } = useDraft();
  const parts = useMemo(() => countriesByPart(language), [language]);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(() => {
    const own = parts.find(({ countries }) => countries.some(({ code }) => code === fields.country));
    return new Set(own && [own.code]);
  });
  return (
    <div className={classes.parts}>
      {parts.map((part) => (
        <PartOfWorld
          key={part.code}
          {...props}
          part={part}
          isUnfolded={unfolded.has(part.code)}
          onFold={() => setUnfolded((unfolded) => unfolded.symmetricDifference(new Set([part.code])))}
        />
      ))}
    </div>
  );
}

type PartProps = Props & Readonly<{ part: Part; isUnfolded: boolean; onFold: () => void }>;

function PartOfWorld({ part, value, onChange, has, number, isUnfolded, onFold }: PartProps) {
  const say = useWords();
  const { fields, directory } = useDraft();
  const list = useId();
  const partName = say(`dialogs.part.${part.code}`);
  const codes = part.countries.map(({ code }) => code);
  const alreadyHas = (code: string) => number !== null && has.get(code) === number;
  const chosen = new Set(value);
  const ticked = {
    countries: codes,
    leftOut: new Set(codes.filter((code) => code === fields.country || alreadyHas(code))),
  };
  const { count, isWhole } = partTick(ticked, chosen);
  const tick = (code: string) =>
    onChange(chosen.has(code) ? value.filter((country) => country !== code) : [...value, code]);

  function markOf(code: string): string {
    if (code === fields.country) return say("dialogs.homeCountry");
    const now = has.get(code);
    if (now === undefined) return "";
    if (now === number) return say("dialogs.hasThisNumber");
    const label = directory.numbers.find((one) => one.number === now)?.label;
    const written = [writePhone(now), label].filter(Boolean).join(" · ");
    return chosen.has(code) ? say("dialogs.hasNumber", { number: written }) : written;
  }

  return (
    <div role="group" aria-label={partName}>
      <div className={classes.head}>
        <label className={classes.whole}>
          <Checkbox
            aria-label={say("dialogs.wholePart", { part: partName })}
            checked={isWhole}
            indeterminate={!isWhole && count > 0}
            onChange={() => onChange(tickPart(ticked, value))}
          />
        </label>
        <UnstyledButton className={classes.fold} aria-expanded={isUnfolded} aria-controls={list} onClick={onFold}>
          <span className={classes.name}>{partName}</span>
          <span className={classes.count}>
            {count === 0 ? codes.length : say("dialogs.chosenOf", { count, all: codes.length })}
          </span>
          {isUnfolded ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
        </UnstyledButton>
      </div>
      <div id={list} hidden={!isUnfolded} className={classes.countries}>
        {isUnfolded &&
          part.countries.map(({ code, callingCode, name }) => {
            const mark = markOf(code);
            const isFixed = alreadyHas(code) && !chosen.has(code);
            return (
              <Checkbox
                key={code}
                label={
                  <>
                    {`${name} `}
                    <span className={classes.count}>{`+${callingCode}`}</span>
                    {mark !== "" && <span className={classes.mark}>{mark}</span>}
                  </>
                }
                checked={chosen.has(code) || isFixed}
                disabled={isFixed}
                onChange={() => tick(code)}
              />
            );
          })}
      </div>
    </div>
  );
}
