import type { Guest } from "../api/guests.ts";
import { useGuestState } from "../directory/guest-state.ts";

/** Whether the numbers are open to a guest, and who has opened them. */
export function GuestCell({ guest }: Readonly<{ guest: Guest }>) {
  const text = useGuestState()(guest);
  return <span title={text}>{text}</span>;
}
