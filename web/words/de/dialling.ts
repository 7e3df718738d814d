import type { dialling as english } from "../en/dialling.ts";

export const dialling: Record<keyof typeof english, string> = {
  "company.dialling": "Wie Sie wählen",
  "company.diallingHint": "Nach diesen Regeln versteht Callas, was gewählt wird. Alle Angaben sind optional.",
  "company.field.outsideLine": "Amtsholung",
  "company.field.emergencyNumbers": "Eigene Notrufnummern",
  "company.field.trunkCodes": "Stern- und Rautencodes für den Carrier",
  "company.field.bare": "Geräte, an denen ohne + gewählt wird",
  "company.field.choiceDevices": "Geräte mit Auswahl der Rufnummer",
  "company.field.withhold": "Rufnummer unterdrücken",
  "company.outsideLineHint":
    "Ziffern, die an Tischtelefonen und Softphones vor einer externen Rufnummer gewählt werden, etwa 0",
  "company.hiddenNumbers": "Kurze Nummern: {numbers}.",
  "company.emergencyNumbersHint":
    "Zusätzlich zu denen des Landes: zwei bis sechs Ziffern, durch Kommas getrennt. Sie gehen Durchwahlen vor.",
  "company.trunkCodesHint":
    "Durch Kommas getrennt; X steht für eine beliebige Ziffer, etwa *XXXX. Andere solche Codes bleiben in der Telefonanlage.",
  "company.bareHint":
    "Hier sind Ziffern eine Rufnummer, wie das CRM sie speichert: mit Landesvorwahl ohne + oder eine inländische ohne die Null davor.",
  "company.choiceDevicesHint": "Wo ein Mitarbeiter die Rufnummer für den Anruf wählen kann",
  "company.withholdHint":
    "Kunden sehen die Rufnummer nicht, wenn beim Mitarbeiter oder beim Anruf nichts anderes gilt. Die Notrufzentrale sieht sie immer.",
  "company.fixOutsideLine": "Amtsholung entfernen",
  "company.fixEmergencyNumber": "Hauptrufnummer verwenden",

  "dialling.with": "Mit Amtsholung über {outsideLine}:",
  "dialling.reads": "{dialled} → {meaning}",
  "dialling.readsWrong": "⚠ {dialled} → {meaning}",
  "dialling.try": "Wahl testen",
  "dialling.dialled": "Was gewählt wird",
  "dialling.dialledHint": "Genau so, wie man es eintippt. Die ungespeicherten Felder oben zählen mit.",
  "dialling.result": "Was es bedeutet",
  "dialling.means": "→ {meaning}",
  "dialling.steps": "Schritt für Schritt",

  "dialling.kind.emergency": "Notruf an {digits}",
  "dialling.kind.short": "Kurzrufnummer {digits}",
  "dialling.kind.internal": "Anruf bei einem Kollegen",
  "dialling.kind.service_code": "Servicecode, kein Anruf nach außen",
  "dialling.kind.unrecognised": "nicht erkannt",
  "dialling.kind.goesAsDialled": "nicht erkannt, geht als {digits} hinaus",

  "dialling.privacy.withhold": "Bei diesem Anruf wird die Rufnummer unterdrückt.",
  "dialling.privacy.show": "Bei diesem Anruf wird die Rufnummer angezeigt.",
  "dialling.privacy.switch":
    "Bei diesem Anruf wird die Rufnummer unterdrückt; wo eine Einstellung sie unterdrückt, wird sie angezeigt.",

  "dialling.step.cleaned": "Ohne Zeichen und Leerzeichen: {text}",
  "dialling.step.withhold": "{code} unterdrückt die Rufnummer bei diesem Anruf; danach kommt {text}",
  "dialling.step.show": "{code} zeigt die Rufnummer bei diesem Anruf; danach kommt {text}",
  "dialling.step.switch":
    "{code} unterdrückt die Rufnummer bei diesem Anruf oder zeigt sie, wo eine Einstellung sie unterdrückt; danach kommt {text}",
  "dialling.step.outside": "{outsideLine} ist die Amtsholung; danach kommt {text}",
  "dialling.step.notOutside":
    "{outsideLine} ist hier keine Amtsholung: Ohne diese Ziffern bliebe keine Rufnummer übrig",
  "dialling.by.trunk_code": "Einer Ihrer Codes, die an den Carrier gehen",
  "dialling.by.company_emergency": "Eine Ihrer eigenen Notrufnummern",
  "dialling.by.extension": "Die Durchwahl eines Kollegen",
  "dialling.by.emergency": "Eine Notrufnummer",
  "dialling.by.short": "Eine Kurzrufnummer des Landes",
  "dialling.by.plus": "Beginnt mit +: eine internationale Rufnummer, sie bleibt, wie sie ist",
  "dialling.by.international": "Beginnt mit dem internationalen Präfix",
  "dialling.by.national": "Beginnt mit dem nationalen Präfix: eine inländische Rufnummer",
  "dialling.by.freephone": "Eine kostenlose oder einheitliche Rufnummer des Landes, sie bleibt, wie sie ist",
  "dialling.by.area_code": "Eine Ortsrufnummer: Die Ortsvorwahl wird davorgesetzt",
  "dialling.by.calling_code": "Beginnt mit der eigenen Landesvorwahl ohne +",
  "dialling.by.without_prefix": "Eine inländische Rufnummer ohne nationales Präfix",
  "dialling.by.bare": "Eine ausländische Rufnummer ohne +, wie das CRM sie speichert",
  "dialling.by.neighbour": "Eine Rufnummer im Nachbarland, die wie eine inländische gewählt wird",
  "dialling.by.possible": "In keinem Rufnummernplan gibt es diese Rufnummer, aber die Länge passt",
  "dialling.by.emergency_inside": "Eine Notrufnummer mit 0, + oder Landesvorwahl davor",
  "dialling.by.service_code": "Ein Servicecode der Telefonanlage",
  "dialling.by.nothing": "Keine Telefonnummer",
};
