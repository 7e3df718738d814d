import type { changes as english } from "../en/changes.ts";

export const changes: Record<keyof typeof english, string> = {
  "saving.changes": "Изменения: {count, number}",
  "saving.list": "Изменения",
  "saving.undo": "Отменить",
  "saving.undoOne": "Отменить: {change}",
  "saving.undoAll": "Отменить все изменения",
  "saving.effect": "Что увидят клиенты",
  "saving.home": "Звонки по стране",
  "saving.abroad": "Звонки за границу",
  "saving.shift":
    "{from} → {to}: {count, plural, one {# сотрудник} few {# сотрудника} many {# сотрудников} other {# сотрудника}}",
  "saving.change.added": "{subject}: добавлен {to}",
  "saving.change.changed": "{subject}: {from} → {to}",
  "saving.change.removed": "{subject}: удалён {from}",
};
