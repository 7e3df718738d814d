import type { saving as english } from "../en/saving.ts";

export const saving: Record<keyof typeof english, string> = {
  "saving.saving": "Wird gespeichert…",
  "saving.saved": "Gespeichert. Neue Anrufe zeigen diese Rufnummern.",
  "saving.failed": "Nicht gespeichert. Warum?",
  "saving.unreachable": "Nicht gespeichert: Callas antwortet nicht.",
  "saving.unanswered": "Nicht gespeichert: Callas hat nicht geantwortet. Speichern Sie noch einmal.",
  "saving.unchecked": "Noch nicht geprüft: Callas antwortet nicht.",
  "saving.notKept":
    "Die Änderungen gelten noch nicht. Klicken Sie auf „Speichern“. Dieser Browser behält sie nicht: Verlassen Sie die Seite nicht.",
  "saving.errors": "{count, plural, one {Fehler in # Eintrag} other {Fehler in # Einträgen}}",
  "saving.breaks":
    "{count, plural, one {Nach dem Speichern zeigt # Anruf nicht die Rufnummer, die er zeigen muss} other {Nach dem Speichern zeigen # Anrufe nicht die Rufnummer, die sie zeigen müssen}}",
  "saving.noEffect": "Bei niemandem ändert sich die angezeigte Rufnummer.",
  "saving.effectCount":
    "{count, plural, one {Bei # Mitarbeiter ändert sich die angezeigte Rufnummer.} other {Bei # Mitarbeitern ändert sich die angezeigte Rufnummer.}}",
  "conflict.short": "Jemand hat vor Ihnen gespeichert",
  "saving.leaveText":
    "{count, plural, one {# Änderung ist nicht gespeichert und gilt noch nicht. Sie bleibt} other {# Änderungen sind nicht gespeichert und gelten noch nicht. Sie bleiben}} in diesem Browser, bis Sie zurückkommen.",
  "saving.signOutText":
    "{count, plural, one {# Änderung ist nicht gespeichert und gilt noch nicht. Sie geht} other {# Änderungen sind nicht gespeichert und gelten noch nicht. Sie gehen}} beim Abmelden verloren.",
  "saving.pending": "{count, plural, one {# Änderung gilt noch nicht} other {# Änderungen gelten noch nicht}}",
  "saving.bar": "Ungespeicherte Änderungen",
  "saving.look": "Ansehen",
  "saving.lookAt": "Änderungen ansehen: {count, number}",
  "saving.discard": "Alle verwerfen",
  "saving.discarded": "Ihre ungespeicherten Änderungen sind verworfen.",
};
