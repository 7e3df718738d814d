import type { conflict as english } from "../en/conflict.ts";

export const conflict: Record<keyof typeof english, string> = {
  "conflict.nothing": "nichts",
  "conflict.settings.title": "Inzwischen wurden andere Einstellungen gespeichert: {who}, {when}",
  "conflict.settings.unknown": "Inzwischen hat jemand andere Einstellungen gespeichert",
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
};
