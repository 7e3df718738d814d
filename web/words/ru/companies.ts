import type { companies as english } from "../en/companies.ts";

export const companies: Record<keyof typeof english, string> = {
  "companies.search": "Название или идентификатор компании",
  "companies.add": "Добавить компанию",
  "companies.new": "Новая компания",
  "companies.idHint": "Под ним компания записана в АТС. Потом его не изменить.",
  "companies.countryMissing": "Выберите страну.",
  "companies.next": "Следующие {count, number}",
  "companies.empty": "Компаний пока нет",
  "companies.emptyText": "Добавьте первую здесь, командой callas company put или через API.",
  "companies.none": "У вас нет доступа ни к одной компании",
  "companies.noneText": "Попросите доступ у оператора.",
};
