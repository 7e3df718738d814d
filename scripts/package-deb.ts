/** `npm run package:deb`: writes dist/callas_VERSION_ARCHITECTURE.deb. */
import { buildDeb } from "../lab/package/deb.ts";

console.log(buildDeb("dist/deb", "dist"));
