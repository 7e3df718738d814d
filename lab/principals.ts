/** Authors and principals for tests that work without HTTP. */
import type { Author } from "../src/access/author.ts";
import type { Principal } from "../src/access/principal.ts";

export const authorNamed = (name: string): Author => ({ kind: "key", id: name, name, address: null });

export const keyPrincipal = (name: string, ...grants: Principal["grants"]): Principal => ({
  ...authorNamed(name),
  kind: "key",
  grants,
  session: null,
  employee: null,
});
