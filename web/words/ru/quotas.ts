export const quotas = {
  "quotas.title": "Квоты",
  "quotas.hint": "Пустое поле — без квоты. Что уже больше квоты, останется, но не вырастет.",
  "quotas.byOperator": "Их задаёт оператор. Если нужно больше, попросите его.",
  "quotas.field.numbers": "Номера",
  "quotas.field.people": "Сотрудники вместе с гостями",
  "quotas.field.entries": "Записи исходящих номеров",
  "quotas.field.savesPerMinute": "Сохранений в минуту",
  "quotas.field.decisionsPerSecond": "Решений в секунду",
  "quotas.decisionsHint":
    "Остальные звонки пойдут так, как если бы Callas не было. Экстренные вызовы проходят всегда. Каждый процесс считает свои.",
  "quotas.now": "Сейчас: {count, number}",
  "quotas.used": "{count, number} из {most, number}",
  "quotas.most": "{most, number}",
  "quotas.wrong": "Целое число от {least, number} до {most, number} или ничего.",
  "quotas.leaveText": "Квоты не сохранены и пропадут.",
  "quotas.set": "Задать квоты",
};
