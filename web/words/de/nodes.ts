import type { nodes as english } from "../en/nodes.ts";

export const nodes: Record<keyof typeof english, string> = {
  "nodes.about":
    "Ein Anrufknoten entscheidet Anrufe auf seiner eigenen Maschine nach seiner eigenen Kopie, ob dieses Callas erreichbar ist oder nicht.",
  "nodes.search": "Suche: Name",
  "nodes.empty": "Keine Anrufknoten",
  "nodes.emptyText":
    "Dieses Callas entscheidet alle Anrufe selbst. Für einen Knoten legen Sie einen Schlüssel mit der Rolle „Anrufknoten“ an und starten damit „callas node“ auf einer anderen Maschine.",
  "nodes.live":
    "Die letzte Änderung ist auf {live, number} von {nodes, plural, one {# Knoten} other {# Knoten}} aktiv.",
  "nodes.upToDate": "aktuell",
  "nodes.behind": "{count, plural, one {# Änderung zurück} other {# Änderungen zurück}}",
  "nodes.anew": "entscheidet noch nach dem Stand vor der Wiederherstellung",
  "nodes.seen": "Zuletzt gemeldet: {moment}",
  "nodes.remove": "Aus der Liste entfernen: {name}",
  "nodes.removeTitle": "Anrufknoten „{name}“ aus der Liste entfernen?",
  "nodes.removeText":
    "Rufnummern, die Firmen verloren haben, warten dann nicht mehr auf diesen Knoten: Eine andere Firma kann sie bekommen.",
  "nodes.removeOff":
    "Vergewissern Sie sich, dass der Knoten ausgeschaltet ist. Ist er nur nicht verbunden, entscheidet er weiter nach dem, was er hat. Kommt er zurück, liest er alles neu und steht wieder in der Liste.",
  "live.part":
    "Bisher auf {live, number} von {nodes, plural, one {# Anrufknoten} other {# Anrufknoten}} aktiv. Die übrigen folgen, sobald die Änderung sie erreicht.",
  "live.all": "{nodes, plural, one {Auf dem Anrufknoten aktiv.} other {Auf allen # Anrufknoten aktiv.}}",
  "live.which": "Knoten zeigen",
};
