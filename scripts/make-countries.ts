/** `npm run make:countries`: writes what the page knows of countries. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { countriesJson } from "../lab/countries-json.ts";
import { exampleCallsJson } from "../lab/example-calls-json.ts";

const web = join(import.meta.dirname, "../web");
writeFileSync(join(web, "countries/countries.json"), countriesJson());
writeFileSync(join(web, "countries/example-calls.json"), exampleCallsJson());
