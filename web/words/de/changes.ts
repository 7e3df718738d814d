import type { changes as english } from "../en/changes.ts";

export const changes: Record<keyof typeof english, string> = {
  "saving.changes": "Änderungen: {count, number}",
  "saving.list": "Änderungen",
  "saving.undo": "Rückgängig",
  "saving.undoOne": "Rückgängig: {change}",
  "saving.undoAll": "Alle Änderungen verwerfen",
  "saving.effect": "Was Kunden sehen",
  "saving.home": "Anrufe im Inland",
  "saving.abroad": "Anrufe ins Ausland",
  "saving.shift": "{from} → {to}: {count, plural, one {# Mitarbeiter} other {# Mitarbeiter}}",
  "saving.change.added": "{subject}: {to} hinzugefügt",
  "saving.change.changed": "{subject}: {from} → {to}",
  "saving.change.removed": "{subject}: {from} entfernt",
};
