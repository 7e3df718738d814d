/**
 * A company's fallback as the messages that fill Kamailio's table. Kamailio 5.6 hands its functions at
 * most 8 KiB of text (`pv_buffer_size`) and looks for a number in a list by its commas: `,201,202,`.
 */
import type { Fallback } from "../../decide/decide-call.ts";

/** Characters of extensions in one message, which with everything around them stays below the 8 KiB. */
const PART = 6_000;

/** A table message still without its `n`. */
export type TableMessage = Readonly<Record<string, string | number>>;

/** The extensions first, in parts, and then the row that says how many parts there are. */
export function* fallbackRows(fallback: Fallback): Generator<TableMessage> {
  const { company } = fallback;
  let part = 0;
  for (const extensions of lists(fallback.extensions)) {
    yield { type: "extensions", company, part, extensions };
    part += 1;
  }
  yield {
    type: "row",
    company,
    main: fallback.main ?? "",
    emergency: fallback.emergency ?? "",
    emergencyNumbers: fallback.emergencyNumbers.length === 0 ? "" : `,${fallback.emergencyNumbers.join(",")},`,
    parts: part,
  };
}

export function goneRow(company: string): TableMessage {
  return { type: "gone", company };
}

function* lists(numbers: readonly string[]): Generator<string> {
  let list = ",";
  for (const number of numbers) {
    list += `${number},`;
    if (list.length > PART) {
      yield list;
      list = ",";
    }
  }
  if (list !== ",") yield list;
}
