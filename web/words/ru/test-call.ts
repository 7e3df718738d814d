import type { testCall as english } from "../en/test-call.ts";

export const testCall: Record<keyof typeof english, string> = {
  "testCall.title": "Проверить звонок",
  "testCall.who": "Кто звонит",
  "testCall.device": "С какого устройства",
  "testCall.ownDevices": "Устройства сотрудника",
  "testCall.otherDevices": "Другие устройства",
  "testCall.dialled": "Набранный номер",
  "testCall.dialledHint": "Так, как набирают: с +, без кода страны или короткий номер",
  "testCall.result": "Результат проверки",
  "testCall.nobody": "Сначала добавьте сотрудников: у звонка должен быть звонящий.",
  "testCall.gone": "Этого сотрудника в компании больше нет. Выберите другого.",
  "testCall.several": "Проверить сразу несколько номеров",
  "testCall.conditions": "Выбранный номер, переадресация",
  "testCall.conditionsTrunk": "Выбранный номер, переадресация, транк",
};
