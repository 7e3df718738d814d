export const quotas = {
  "quotas.title": "Kontingente",
  "quotas.hint": "Ein leeres Feld hat kein Kontingent. Was schon zu viel ist, bleibt, wächst aber nicht.",
  "quotas.byOperator": "Ihr Betreiber legt sie fest. Fragen Sie dort, wenn Sie mehr brauchen.",
  "quotas.field.numbers": "Rufnummern",
  "quotas.field.people": "Mitarbeiter und Gäste",
  "quotas.field.entries": "Einträge ausgehender Rufnummern",
  "quotas.field.savesPerMinute": "Speichervorgänge je Minute",
  "quotas.field.decisionsPerSecond": "Entscheidungen je Sekunde",
  "quotas.decisionsHint":
    "Weitere Anrufe laufen so, als wäre Callas nicht da. Notrufe kommen immer durch. Jeder Prozess zählt für sich.",
  "quotas.now": "Derzeit: {count, number}",
  "quotas.used": "{count, number} von {most, number}",
  "quotas.most": "{most, number}",
  "quotas.wrong": "Eine ganze Zahl von {least, number} bis {most, number} oder nichts.",
  "quotas.leaveText": "Die Kontingente sind nicht gespeichert und gehen verloren.",
  "quotas.set": "Kontingente festlegen",
};
