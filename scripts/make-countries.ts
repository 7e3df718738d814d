/** `npm run make:countries`: writes web/countries/countries.json. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { countriesJson } from "../lab/countries-json.ts";

writeFileSync(join(import.meta.dirname, "../web/countries/countries.json"), countriesJson());
