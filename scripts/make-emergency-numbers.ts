/**
 * `npm run make:emergency-numbers`: writes src/number/emergency-numbers.json from google-libphonenumber, whose
 * metadata has patterns but no lists. Finding the numbers by trial takes up to a second for a country, which is too
 * long while calls wait. A test compares the file with the patterns.
 */
import { writeFileSync } from "node:fs";
import { countries } from "../src/number/country.ts";
import { findEmergencyNumbers } from "../src/number/numbering-plan.ts";

const file = new URL("../src/number/emergency-numbers.json", import.meta.url);
const numbers = Object.fromEntries([...countries].sort().map((country) => [country, findEmergencyNumbers(country)]));
writeFileSync(file, `${JSON.stringify(numbers)}\n`);
