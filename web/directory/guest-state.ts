/** To whom of the guests the numbers are open, and by whom, in words. */
import type { Guest, GuestRequest } from "../api/guests.ts";
import { useMomentText, useWho, useWords } from "../words/use-words.ts";

type Said = Readonly<{ by: string | null; at: string | null }>;

/** "Numbers open: Maria, 26 November 2026 at 13:20". */
export function useGuestState(): (guest: Guest) => string {
  const say = useWords();
  const byText = useByText();
  return (guest) => {
    const state = say(guest.open ? "guests.open" : "guests.closed");
    const by = byText(guest);
    return by === null ? state : say("guests.stateBy", { state, by });
  };
}

/** "Maria, 26 November 2026 at 13:20"; null if nobody did it. */
export function useByText(): (said: Said) => string | null {
  const who = useWho();
  const moment = useMomentText();
  return ({ by, at }) => (by === null || at === null ? null : `${who(by)}, ${moment(at)}`);
}

/** Names beyond these are counted. */
const NAMED = 10;

/** For whom a request is: "all guests", or their names. */
export function useAskedText(): (asked: Pick<GuestRequest, "employees">, names: ReadonlyMap<string, string>) => string {
  const say = useWords();
  return ({ employees }, names) => {
    if (employees === null) return say("guests.all");
    const shown = employees.slice(0, NAMED).map((id) => names.get(id) ?? say("people.gone", { id }));
    const more = employees.length - shown.length;
    return [...shown, ...(more > 0 ? [say("common.more", { count: more })] : [])].join(", ");
  };
}
