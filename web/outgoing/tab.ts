/**
 * Tells the tabs of one browser apart, so that each keeps its own unsaved changes. A tab stays the same when it is
 * reloaded, or comes back with the browser's own "reopen"; a duplicate of a tab is another one.
 */

/** These are in `sessionStorage`, which a tab keeps and a duplicate gets a copy of. */
const ID = "callas/tab";
/** Set while no page of the tab is open. A duplicate is made of an open page, so its copy lacks it. */
const LEFT = "callas/tab-left";

const lockOf = (tab: string) => `callas/tab/${tab}`;
/** Only secure addresses have locks. */
const locks = "locks" in navigator ? navigator.locks : null;

/** The id of this tab, which lasts as long as the page does. */
export const thisTab: Promise<string> = identify();

async function identify(): Promise<string> {
  const made = Math.random().toString(36).slice(2);
  try {
    const known = sessionStorage.getItem(ID);
    const isLeft = sessionStorage.getItem(LEFT) !== null;
    addEventListener("pagehide", markLeft);
    addEventListener("pageshow", () => sessionStorage.removeItem(LEFT));
    sessionStorage.removeItem(LEFT);
    // A browser that has crashed did not say that it left: then nobody else holds the lock.
    const isMine = known !== null && (isLeft || (await isFree(known)));
    const tab = isMine ? known : made;
    sessionStorage.setItem(ID, tab);
    // Held until the page is gone. After a reload, the page before may still be about to give it back.
    void locks?.request(lockOf(tab), () => new Promise(() => {}));
    return tab;
  } catch {
    return made;
  }
}

function markLeft(): void {
  try {
    sessionStorage.setItem(LEFT, "");
  } catch {
    // The storage is full: after a reload, the tab counts as a new one, which is offered what this one has left.
  }
}

const isFree = async (tab: string): Promise<boolean> => locks !== null && !(await isOpen(tab));

/** Whether a tab has a page open. Where there are no locks, nobody knows: then it counts as closed. */
export async function isOpen(tab: string): Promise<boolean> {
  const { held = [] } = (await locks?.query()) ?? {};
  return held.some(({ name }) => name === lockOf(tab));
}
