import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { prefixesQuery, type PrefixAnswer } from "../../api/check.ts";
import { useDraft } from "../draft-context.ts";
import type { ListRow } from "../logic/list-rows.ts";
import { unreadPrefixes, withPrefixes } from "../logic/place-named.ts";

type Read = Readonly<{
  rows: readonly ListRow[];
  /** The countries behind a prefix, as far as the service was asked about it. */
  countriesOf: ReadonlyMap<string, readonly string[]>;
  failure: unknown;
  again: () => void;
}>;

const NONE: ReadonlyMap<string, PrefixAnswer> = new Map();

/** The rows with their prefixes as the service reads them. */
export function usePrefixes(unread: readonly ListRow[]): Read {
  const { company } = useDraft();
  const texts = useMemo(() => unreadPrefixes(unread), [unread]);
  const {
    data = NONE,
    error,
    refetch,
  } = useQuery({ ...prefixesQuery(company, texts), enabled: texts.length > 0, placeholderData: keepPreviousData });
  const rows = useMemo(() => withPrefixes(unread, data), [unread, data]);
  const countriesOf = useMemo(
    () => new Map([...data.values()].flatMap((answer) => (answer.prefix ? [[answer.prefix, answer.countries]] : []))),
    [data],
  );
  return { rows, countriesOf, failure: error, again: () => void refetch() };
}
