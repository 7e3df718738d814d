/**
 * What is changed in one tab, the other tabs of the same browser read again, but for the outgoing numbers: a tab may
 * have unsaved changes of them, which it lays over newer ones when it saves or is looked at again.
 */
import { queryClient } from "./query-client.ts";

let channel: BroadcastChannel | null = null;

/** To be called once, at the start of the page. */
export function listenToOtherTabs(): void {
  channel = new BroadcastChannel("callas.changed");
  channel.addEventListener("message", ({ data: company }) => {
    void queryClient.invalidateQueries({
      queryKey: ["company", company],
      predicate: ({ queryKey: [, , kind] }) => kind !== "outgoing-numbers",
      // A tab that is not in sight reads it when it is.
      refetchType: document.hidden ? "none" : "active",
    });
  });
}

/** @param company its id */
export function tellOtherTabs(company: string): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none, unlike a window
  channel?.postMessage(company);
}
