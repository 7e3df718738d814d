import type { dialogs as english } from "../en/dialogs.ts";

export const dialogs: Record<keyof typeof english, string> = {
  "dialogs.personal": "Персональный номер",
  "dialogs.regional": "Региональный номер",
  "dialogs.number": "Исходящий номер",
  "dialogs.numberMissing": "Выберите номер, который увидят клиенты.",
  "dialogs.people": "Сотрудники и отделы",
  "dialogs.peopleHint": "Поиск по имени, внутреннему номеру или отделу",
  "dialogs.peopleMissing": "Выберите хотя бы одного сотрудника или отдел.",
  "dialogs.hasNumber": "сейчас {number}, будет заменён",
  "dialogs.replaces":
    "{count, plural, one {У # из выбранных} few {У # из выбранных} many {У # из выбранных} other {У # из выбранных}} уже есть другой номер для этого устройства: он будет заменён.",
  "dialogs.device": "Для звонков",
  "dialogs.direction": "Направление",
  "dialogs.toCountries": "В другие страны",
  "dialogs.byPrefix": "По префиксу направления",
  "dialogs.countries": "Страны",
  "dialogs.countriesMissing": "Выберите хотя бы одну страну.",
  "dialogs.countryNotFound": "Такой страны нет. Попробуйте префикс.",
  "dialogs.allRegions": "Показать список регионов",
  "dialogs.prefix": "Префикс",
  "dialogs.prefixHint": "Как вы набираете: 8 495, 8 017, +49 30",
  "dialogs.prefixMissing": "Введите префикс.",
  "dialogs.didYouMean": "Возможно, вы имели в виду:",
  "dialogs.beats": "важнее: {places}",
  "dialogs.losesTo": "уступает: {places}",
};
