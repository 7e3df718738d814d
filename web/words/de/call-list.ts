import type { callList as english } from "../en/call-list.ts";

export const callList: Record<keyof typeof english, string> = {
  "callList.title": "Mehrere Rufnummern testen",
  "callList.conditions": "Es gelten die Bedingungen des einzelnen Tests.",
  "callList.paste": "Gewählte Rufnummern",
  "callList.pasteHint": "Eine pro Zeile, so, wie gewählt wird; getestet werden die ersten {most, number}",
  "callList.asking": "Wird getestet…",
  "callList.count": "{count, plural, one {# Rufnummer} other {# Rufnummern}} getestet",
  "callList.countFirst":
    "{count, plural, one {Die erste # Rufnummer} other {Die ersten # Rufnummern}} von {all, number} getestet. Testen Sie die anderen gesondert.",
  "callList.dialled": "Gewählt",
  "callList.meaning": "Verstanden als",
  "callList.seen": "Der Kunde sieht",
  "callList.why": "Warum",
  "callList.copy": "Tabelle kopieren",
  "callText.title": "Anruftest, {company}",
  "callText.caller": "Anrufer: {caller}",
  "callText.dialled": "Gewählt: {dialled} → {meaning}",
  "callText.why": "Warum:",
  "callText.copyLink": "Link kopieren",
  "callText.copyText": "Als Text kopieren",
  "callText.linkIsSaved": "Über den Link wird der Anruf ohne Ihre ungespeicherten Änderungen getestet.",
};
