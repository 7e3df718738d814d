import type { testCall as english } from "../en/test-call.ts";

export const testCall: Record<keyof typeof english, string> = {
  "testCall.title": "Anruf testen",
  "testCall.who": "Wer ruft an",
  "testCall.device": "Von welchem Gerät",
  "testCall.ownDevices": "Geräte des Mitarbeiters",
  "testCall.otherDevices": "Andere Geräte",
  "testCall.dialled": "Gewählte Rufnummer",
  "testCall.dialledHint": "So, wie gewählt wird: mit +, ohne Landesvorwahl oder eine Kurzrufnummer",
  "testCall.result": "Ergebnis",
  "testCall.nobody": "Fügen Sie zuerst Mitarbeiter hinzu: Ein Anruf braucht einen Anrufer.",
  "testCall.gone": "Dieser Mitarbeiter ist nicht mehr in der Firma. Wählen Sie einen anderen.",
  "testCall.several": "Mehrere Rufnummern auf einmal testen",
  "testCall.conditions": "Gewählte Rufnummer, Weiterleitung",
  "testCall.conditionsTrunk": "Gewählte Rufnummer, Weiterleitung, Trunk",
};
