export const quotas = {
  "quotas.title": "Quotas",
  "quotas.hint": "An empty field has no quota. What is too much already stays, but does not grow.",
  "quotas.byOperator": "Your operator sets them. Ask there if you need more.",
  "quotas.field.numbers": "Numbers",
  "quotas.field.people": "Employees, guests included",
  "quotas.field.entries": "Entries of outgoing numbers",
  "quotas.field.savesPerMinute": "Saves a minute",
  "quotas.field.decisionsPerSecond": "Decisions a second",
  "quotas.decisionsHint":
    "Further calls are made as if Callas were away. Emergency calls always get through. Each process counts for itself.",
  "quotas.now": "Now: {count, number}",
  "quotas.used": "{count, number} of {most, number}",
  "quotas.most": "{most, number}",
  "quotas.wrong": "A whole number from {least, number} to {most, number}, or nothing.",
  "quotas.leaveText": "The quotas are not saved and will be lost.",
  "quotas.set": "Set quotas",
};
