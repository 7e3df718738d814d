import type { firstSteps as english } from "../en/first-steps.ts";

export const firstSteps: Record<keyof typeof english, string> = {
  "firstSteps.title": "Erste Schritte",
  "firstSteps.done": "{done, number} von {all, number} erledigt",
  "firstSteps.text": "Die ersten drei sind nötig, der Rest hat Zeit.",
  "firstSteps.optional": "optional",
  "firstSteps.isDone": "erledigt",
  "firstSteps.unsaved": "Hinzugefügt, aber noch nicht gespeichert: Klicken Sie unten auf der Seite auf „Speichern“.",
  "firstSteps.step.numbers": "Rufnummern der Firma",
  "firstSteps.step.people": "Mitarbeiter",
  "firstSteps.step.main": "Hauptrufnummer",
  "firstSteps.step.personal": "Persönliche Rufnummern",
  "firstSteps.step.regional": "Regionale Rufnummern",
  "firstSteps.step.test": "Anruf testen",
  "firstSteps.text.numbers":
    "Importieren Sie sie aus Excel oder CSV, so wie Sie sie schreiben. Die erste wird die Hauptrufnummer.",
  "firstSteps.text.numbersByOperator": "Ihr Betreiber vergibt sie. Die erste wird die Hauptrufnummer.",
  "firstSteps.text.people":
    "Importieren Sie Ihre Liste aus Excel oder CSV, so wie sie ist: Callas erkennt die Spalten. Abteilungen können in derselben Datei stehen.",
  "firstSteps.text.peopleKept": "Ihre Telefonanlage führt diese Liste. Die Mitarbeiter erscheinen hier von selbst.",
  "firstSteps.text.main": "Kunden sehen sie, wenn jemand ohne eigene Rufnummer anruft.",
  "firstSteps.text.personal": "Ein Mitarbeiter oder eine Abteilung ruft mit einer Rufnummer an, die die Kunden kennen.",
  "firstSteps.text.regional": "Kunden in einem anderen Land oder Ort sehen eine Rufnummer von dort.",
  "firstSteps.text.test":
    "Wählen Sie eine Nummer und sehen Sie, was der Kunde sehen wird. Dafür ist mindestens ein Mitarbeiter nötig.",
  "firstSteps.numbers": "{count, plural, one {# Rufnummer} other {# Rufnummern}}",
  "firstSteps.entries": "{count, plural, one {# Eintrag} other {# Einträge}}",
  "firstSteps.do.numbers": "Rufnummern importieren",
  "firstSteps.do.people": "Mitarbeiter importieren",
  "firstSteps.do.main": "Auswählen",
  "firstSteps.do.test": "Testen",
  "firstSteps.byHand": "Von Hand hinzufügen",
};
