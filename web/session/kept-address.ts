/** The address that somebody wanted when they left for an identity provider, which sends them back to `/`. */
const KEY = "callas.address";

export function keepAddress(): void {
  try {
    sessionStorage.setItem(KEY, location.pathname + location.search);
  } catch {
    // A browser that stores nothing shows the companies instead.
  }
}

/** Goes back to it, once. Only this page writes it, and the path of the page's own address is never another site's. */
export function returnToKeptAddress(): void {
  if (location.pathname !== "/") return;
  try {
    const address = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    if (address !== null) history.replaceState(null, "", new URL(address, location.origin).href);
  } catch {
    // As above, or somebody has written another site's address there: the browser refuses it.
  }
}
