import type { saving as english } from "../en/saving.ts";

export const saving: Record<keyof typeof english, string> = {
  "saving.changes": "Изменения: {count, number}",
  "saving.pending":
    "{count, plural, one {# изменение ещё не действует} few {# изменения ещё не действуют} many {# изменений ещё не действуют} other {# изменения ещё не действуют}}",
  "saving.bar": "Несохранённые изменения",
  "saving.look": "Посмотреть",
  "saving.lookAt": "Посмотреть изменения: {count, number}",
  "saving.discard": "Отменить всё",
  "saving.discarded": "Несохранённые изменения отменены.",
  "saving.saving": "Сохраняем…",
  "saving.saved": "Сохранено. Звонки уже идут с новыми номерами.",
  "saving.failed": "Не сохранено. Почему?",
  "saving.unreachable": "Не сохранено: Callas не отвечает.",
  "saving.unanswered": "Не сохранено: Callas не ответил. Сохраните ещё раз.",
  "saving.unchecked": "Пока не проверено: Callas не отвечает.",
  "saving.notKept": "Изменения ещё не действуют. Нажмите «Сохранить». Браузер их не запомнит: не уходите со страницы.",
  "saving.errors":
    "{count, plural, one {Ошибка в # записи} few {Ошибки в # записях} many {Ошибки в # записях} other {Ошибки в # записи}}",
  "saving.change.added": "{subject}: добавлен {to}",
  "saving.change.changed": "{subject}: {from} → {to}",
  "saving.change.removed": "{subject}: удалён {from}",
  "saving.list": "Изменения",
  "saving.undo": "Отменить",
  "saving.undoOne": "Отменить: {change}",
  "saving.undoAll": "Отменить все изменения",
  "saving.breaks":
    "{count, plural, one {После сохранения # звонок покажет не тот номер, что должен} few {После сохранения # звонка покажут не тот номер, что должны} many {После сохранения # звонков покажут не тот номер, что должны} other {После сохранения # звонка покажут не тот номер, что должны}}",
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
  "conflict.short": "Кто-то сохранил раньше вас",
  "conflict.settings.both":
    "Ваши изменения добавлены к новой версии, но не сохранены. Ниже — то, что изменили вы оба. Останется ваш вариант, пока вы не выберете другой.",
  "conflict.settings.apart":
    "Ваши изменения добавлены к новой версии, но не сохранены. Одних и тех же записей вы не меняли. Посмотрите и сохраните.",
  "conflict.theirs": "Изменений другого администратора: {count, number}.",
  "conflict.overlap": "{subject}: было {base}, у вас {mine}, сохранено {theirs}",
  "conflict.takeTheirs": "Оставить его вариант",
  "conflict.takeTheirsOf": "Оставить его вариант: {subject}",
  "conflict.understood": "Понятно",
  "left.title": "Остались несохранённые изменения",
  "left.text":
    "{count, plural, one {# изменение} few {# изменения} many {# изменений} other {# изменения}} из вкладки, которую закрыли: {when}.",
  "left.continue": "Продолжить с ними",
  "left.forget": "Удалить их",
  "saving.leaveText":
    "{count, plural, one {# изменение не сохранено и не действует} few {# изменения не сохранены и не действуют} many {# изменений не сохранено и не действует} other {# изменения не сохранены и не действуют}}. В этом браузере всё останется до вашего возвращения.",
  "saving.signOutText":
    "{count, plural, one {# изменение не сохранено и не действует} few {# изменения не сохранены и не действуют} many {# изменений не сохранено и не действует} other {# изменения не сохранены и не действуют}}. После выхода всё это пропадёт.",
};
