import type { companies as english } from "../en/companies.ts";

export const companies: Record<keyof typeof english, string> = {
  "companies.search": "Name oder Kennung der Firma",
  "companies.add": "Firma hinzufügen",
  "companies.new": "Neue Firma",
  "companies.idHint": "Die Kennung, unter der Ihre Telefonanlage die Firma kennt. Sie lässt sich später nicht ändern.",
  "companies.countryMissing": "Wählen Sie ein Land.",
  "companies.next": "Die nächsten {count, number}",
  "companies.empty": "Noch keine Firmen",
  "companies.emptyText": "Legen Sie die erste hier an, mit dem Befehl callas company put oder über die API.",
  "companies.none": "Sie haben auf keine Firma Zugriff",
  "companies.noneText": "Bitten Sie den Betreiber um Zugriff.",
};
