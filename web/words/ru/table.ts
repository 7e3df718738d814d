import type { table as english } from "../en/table.ts";

export const table: Record<keyof typeof english, string> = {
  "table.filters": "Фильтры",
  "table.columns": "Столбцы",
  "table.found": "{found, number} из {all, number}",
  "table.tick": "Выбрать: {name}",
  "table.tickAll": "Выбрать все: {count, number}",
  "table.ticked": "Выбрано: {count, number}",
  "table.untick": "Снять выбор",
  "table.bulk": "С выбранными строками",
  "table.actions": "Действия",
  "bulk.give": "Назначить номер",
  "bulk.take": "Убрать персональные номера",
  "bulk.number": "Исходящий номер",
  "bulk.giveNumber": "Назначить номер…",
  "bulk.onlyNumbersLeft": "Они уже удалены. Осталось убрать их номера из исходящих: нажмите «Удалить» ещё раз.",
  "bulk.removeEntries":
    "{count, plural, one {Убрать и # персональный номер} few {Убрать и # персональных номера} many {Убрать и # персональных номеров} other {Убрать и # персонального номера}} из исходящих",
};
