import type { saving as english } from "../en/saving.ts";

export const saving: Record<keyof typeof english, string> = {
  "saving.changes": "Изменения: {count, number}",
  "saving.saving": "Сохраняем…",
  "saving.saved": "Сохранено. Звонки уже идут с новыми номерами.",
  "saving.failed": "Не удалось: показать почему",
  "saving.unchecked": "Пока не проверено: Callas не отвечает.",
  "saving.notKept": "Вступит в силу после сохранения. Браузер этого не запомнит: не уходите со страницы.",
  "saving.notYet": "Вступит в силу после сохранения.",
  "saving.nothing": "Несохранённых изменений нет.",
  "saving.errors":
    "{count, plural, one {Ошибка в # записи} few {Ошибки в # записях} many {Ошибки в # записях} other {Ошибки в # записи}}",
  "saving.change.added": "{subject}: добавлен {to}",
  "saving.change.changed": "{subject}: {from} → {to}",
  "saving.change.removed": "{subject}: удалён {from}",
  "saving.undo": "Отменить",
  "saving.undoOne": "Отменить: {change}",
  "saving.undoAll": "Отменить все изменения",
  "saving.effect": "Что увидят клиенты",
  "saving.noEffect": "Ни у кого номер при звонке не изменится.",
  "saving.effectCount":
    "{count, plural, one {У # сотрудника} few {У # сотрудников} many {У # сотрудников} other {У # сотрудника}} изменится номер при звонке.",
  "saving.home": "Звонки по стране",
  "saving.abroad": "Звонки за границу",
  "saving.shift":
    "{from} → {to}: {count, plural, one {# сотрудник} few {# сотрудника} many {# сотрудников} other {# сотрудника}}",
  "conflict.nothing": "нет",
  "conflict.settings.title": "Тем временем сохранены другие настройки: {who}, {when}",
  "conflict.settings.unknown": "Тем временем кто-то сохранил другие настройки",
  "conflict.short": "Есть чужие изменения",
  "conflict.settings.both":
    "Ваши изменения перенесены на новую версию и не сохранены. Ниже — то, что изменили вы оба; останется ваше, если не взять сохранённое.",
  "conflict.settings.apart":
    "Ваши изменения перенесены на новую версию и не сохранены. Одних и тех же записей вы не меняли. Посмотрите и сохраните.",
  "conflict.theirs": "Чужих изменений: {count, number}.",
  "conflict.overlap": "{subject}: было {base}, у вас {mine}, сохранено {theirs}",
  "conflict.takeTheirs": "Взять сохранённое",
  "conflict.takeTheirsOf": "Взять сохранённое: {subject}",
  "conflict.understood": "Понятно",
  "saving.leaveText":
    "{count, plural, one {# изменение не сохранено и не действует} few {# изменения не сохранены и не действуют} many {# изменений не сохранено и не действует} other {# изменения не сохранены и не действуют}}. В этом браузере всё останется до вашего возвращения.",
};
