import type { callList as english } from "../en/call-list.ts";

export const callList: Record<keyof typeof english, string> = {
  "callList.title": "Проверить несколько номеров",
  "callList.conditions": "Условия звонка — как в проверке одного номера.",
  "callList.paste": "Набранные номера",
  "callList.pasteHint": "По одному в строке, так, как набирают; проверяются первые {most, number}",
  "callList.asking": "Проверяем…",
  "callList.count":
    "{count, plural, one {Проверен # номер} few {Проверены # номера} many {Проверено # номеров} other {Проверено # номера}}",
  "callList.countFirst":
    "{count, plural, one {Проверен первый # номер} few {Проверены первые # номера} many {Проверены первые # номеров} other {Проверены первые # номера}} из {all, number}. Остальные проверьте отдельно.",
  "callList.dialled": "Набрано",
  "callList.meaning": "Понято как",
  "callList.seen": "Клиент увидит",
  "callList.why": "Почему",
  "callList.copy": "Скопировать таблицу",
  "callText.title": "Проверка звонка, {company}",
  "callText.caller": "Звонит: {caller}",
  "callText.dialled": "Набрано: {dialled} → {meaning}",
  "callText.why": "Почему:",
  "callText.copyLink": "Скопировать ссылку",
  "callText.copyText": "Скопировать текст",
  "callText.linkIsSaved": "По ссылке звонок проверят без ваших несохранённых изменений.",
};
