import type { conflict as english } from "../en/conflict.ts";

export const conflict: Record<keyof typeof english, string> = {
  "conflict.nothing": "нет",
  "conflict.settings.title": "Тем временем сохранены другие настройки: {who}, {when}",
  "conflict.settings.unknown": "Тем временем кто-то сохранил другие настройки",
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
};
