import type { table as english } from "../en/table.ts";

export const table: Record<keyof typeof english, string> = {
  "table.filters": "Filter",
  "table.columns": "Spalten",
  "table.found": "{found, number} von {all, number}",
  "table.tick": "Auswählen: {name}",
  "table.tickAll": "Alle auswählen: {count, number}",
  "table.ticked": "{count, number} ausgewählt",
  "table.untick": "Auswahl aufheben",
  "table.bulk": "Mit den ausgewählten Zeilen",
  "table.actions": "Aktionen",
  "bulk.give": "Rufnummer zuweisen",
  "bulk.take": "Persönliche Rufnummern entfernen",
  "bulk.number": "Ausgehende Rufnummer",
  "bulk.giveNumber": "Rufnummer zuweisen…",
  "bulk.onlyNumbersLeft":
    "Sie sind schon entfernt. Nur ihre Rufnummern sind übrig: Klicken Sie noch einmal auf „Entfernen“.",
  "bulk.removeEntries":
    "{count, plural, one {Auch # persönliche Rufnummer} other {Auch # persönliche Rufnummern}} aus den ausgehenden entfernen",
};
