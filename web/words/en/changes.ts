/** The list of unsaved changes, and their effect. */
export const changes = {
  "saving.changes": "Changes: {count, number}",
  "saving.list": "Changes",
  "saving.undo": "Undo",
  "saving.undoOne": "Undo: {change}",
  "saving.undoAll": "Undo all changes",
  "saving.effect": "What clients will see",
  "saving.home": "Calls within the country",
  "saving.abroad": "Calls abroad",
  "saving.shift": "{from} → {to}: {count, plural, one {# employee} other {# employees}}",
  "saving.change.added": "{subject}: {to} added",
  "saving.change.changed": "{subject}: {from} → {to}",
  "saving.change.removed": "{subject}: {from} removed",
};
