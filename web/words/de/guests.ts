import type { guests as english } from "../en/guests.ts";

export const guests: Record<keyof typeof english, string> = {
  "guests.counts":
    "{closed, plural, one {Nur Hauptrufnummer: # Gast.} other {Nur Hauptrufnummer: # Gäste.}} {open, plural, one {Rufnummern freigegeben für: #.} other {Rufnummern freigegeben für: #.}}",
  "guests.open": "Für diesen Gast sind alle Rufnummern freigegeben",
  "guests.closed": "Ruft mit der Hauptrufnummer an",
  "guests.stateBy": "{state} ({by})",
  "guests.all": "alle Gäste",
  "guests.ask": "Support um Freigabe bitten",
  "guests.askTitle": "Support um Freigabe der Rufnummern bitten",
  "guests.whom": "Für wen",
  "guests.whomAll": "Für alle Gäste",
  "guests.whomNamed": "Für einige von ihnen",
  "guests.nobody": "Wählen Sie einen Gast.",
  "guests.tooMany": "Eine Anfrage kann höchstens {most, number} Gäste nennen. Bitten Sie um die Freigabe für alle.",
  "guests.why": "Wofür",
  "guests.whyHint": "Der Support liest das zusammen mit der Anfrage. Optional.",
  "guests.send": "Anfrage senden",
  "guests.loss": "Ihr Text geht verloren.",
  "guests.request.open": "Anfrage gesendet: Der Support hat noch nicht geantwortet",
  "guests.request.opened": "Der Support hat die Rufnummern freigegeben",
  "guests.request.refused": "Der Support hat abgelehnt",
  "guests.askedBy": "Anfrage: {by}, Gäste: {whom}",
  "guests.answeredBy": "Antwort: {by}",
  "guests.note": "„{note}“",
  "guests.reason": "Grund: {note}",
  "guests.openOne": "Rufnummern freigeben",
  "guests.closeOne": "Freigabe aufheben",
  "guests.about":
    "Hier bitten Firmen darum, persönliche und regionale Rufnummern für ihre Gäste freizugeben: Mitarbeiter anderer Telefonanlagen in ihren Abteilungen.",
  "guests.none": "Keine offenen Anfragen",
  "guests.noneText": "Hier erscheint, worum Firmen bitten.",
  "guests.forAll": "für alle Gäste",
  "guests.forSome": "{count, plural, one {für # Gast} other {für # Gäste}}",
  "guests.openOf": "Rufnummern freigeben: {company}",
  "guests.refuseOf": "Ablehnen: {company}",
  "guests.refuse": "Ablehnen",
  "guests.refuseText":
    "Die Administratoren der Firma sehen, wer abgelehnt hat und warum. Sie können noch einmal anfragen.",
  "guests.refuseWhy": "Warum",
  "guests.grantAll":
    "{count, plural, one {Die Rufnummern werden für alle Gäste der Firma freigegeben: jetzt für # Gast, später auch für alle neuen.} other {Die Rufnummern werden für alle Gäste der Firma freigegeben: jetzt für # Gäste, später auch für alle neuen.}}",
  "guests.grantSome":
    "{count, plural, one {Die Rufnummern werden für # Gast freigegeben.} other {Die Rufnummern werden für # Gäste freigegeben.}}",
  "guests.grantNobody":
    "Unter den Genannten ist kein Gast, dem Rufnummern fehlen. Lehnen Sie die Anfrage ab und schreiben Sie das dazu.",
  "guests.granted": "Rufnummern freigegeben: {company}",
  "guests.refused": "Abgelehnt: {company}",
};
