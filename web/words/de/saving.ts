import type { saving as english } from "../en/saving.ts";

export const saving: Record<keyof typeof english, string> = {
  "saving.changes": "Änderungen: {count, number}",
  "saving.saving": "Wird gespeichert…",
  "saving.saved": "Gespeichert. Neue Anrufe zeigen diese Rufnummern.",
  "saving.failed": "Nicht gespeichert. Warum?",
  "saving.unreachable": "Nicht gespeichert: Callas antwortet nicht.",
  "saving.unanswered": "Nicht gespeichert: Callas hat nicht geantwortet. Speichern Sie noch einmal.",
  "saving.unchecked": "Noch nicht geprüft: Callas antwortet nicht.",
  "saving.notKept":
    "Die Änderungen gelten noch nicht. Klicken Sie auf „Speichern“. Dieser Browser behält sie nicht: Verlassen Sie die Seite nicht.",
  "saving.errors": "{count, plural, one {Fehler in # Eintrag} other {Fehler in # Einträgen}}",
  "saving.change.added": "{subject}: {to} hinzugefügt",
  "saving.change.changed": "{subject}: {from} → {to}",
  "saving.change.removed": "{subject}: {from} entfernt",
  "saving.list": "Änderungen",
  "saving.undo": "Rückgängig",
  "saving.undoOne": "Rückgängig: {change}",
  "saving.undoAll": "Alle Änderungen verwerfen",
  "saving.breaks":
    "{count, plural, one {Nach dem Speichern zeigt # Anruf nicht die Rufnummer, die er zeigen muss} other {Nach dem Speichern zeigen # Anrufe nicht die Rufnummer, die sie zeigen müssen}}",
  "saving.effect": "Was Kunden sehen",
  "saving.noEffect": "Bei niemandem ändert sich die angezeigte Rufnummer.",
  "saving.effectCount":
    "{count, plural, one {Bei # Mitarbeiter ändert sich die angezeigte Rufnummer.} other {Bei # Mitarbeitern ändert sich die angezeigte Rufnummer.}}",
  "saving.home": "Anrufe im Inland",
  "saving.abroad": "Anrufe ins Ausland",
  "saving.shift": "{from} → {to}: {count, plural, one {# Mitarbeiter} other {# Mitarbeiter}}",
  "conflict.nothing": "nichts",
  "conflict.settings.title": "Inzwischen wurden andere Einstellungen gespeichert: {who}, {when}",
  "conflict.settings.unknown": "Inzwischen hat jemand andere Einstellungen gespeichert",
  "conflict.short": "Jemand hat vor Ihnen gespeichert",
  "conflict.settings.both":
    "Ihre Änderungen wurden in die neue Fassung übernommen und sind noch nicht gespeichert. Folgendes haben Sie beide geändert; es bleibt bei Ihrem Stand, wenn Sie nicht den anderen übernehmen.",
  "conflict.settings.apart":
    "Ihre Änderungen wurden in die neue Fassung übernommen und sind noch nicht gespeichert. Dieselben Einträge haben Sie nicht geändert. Prüfen Sie die Seite und speichern Sie.",
  "conflict.theirs": "Änderungen der anderen Person: {count, number}.",
  "conflict.overlap": "{subject}: vorher {base}, bei Ihnen {mine}, gespeichert {theirs}",
  "conflict.takeTheirs": "Anderen Stand übernehmen",
  "conflict.takeTheirsOf": "Anderen Stand übernehmen: {subject}",
  "conflict.understood": "Verstanden",
  "left.title": "Es gibt ungespeicherte Änderungen",
  "left.text": "{count, plural, one {# Änderung} other {# Änderungen}} aus einem Tab, der geschlossen wurde: {when}.",
  "left.continue": "Damit weiterarbeiten",
  "left.forget": "Verwerfen",
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
