/** Texts of tables. */
export const table = {
  "table.filters": "Filters",
  "table.columns": "Columns",
  "table.found": "{found, number} of {all, number}",
  "table.tick": "Select: {name}",
  "table.tickAll": "Select all: {count, number}",
  "table.ticked": "{count, number} selected",
  "table.untick": "Clear the selection",
  "table.bulk": "With the selected rows",
  "table.actions": "Actions",
  "bulk.give": "Give them a number",
  "bulk.take": "Remove their personal numbers",
  "bulk.number": "Outgoing number",
  "bulk.giveNumber": "Give a number…",
  "bulk.onlyNumbersLeft": "They are removed already. Only their outgoing numbers are left: press “Remove” again.",
  "bulk.removeEntries":
    "{count, plural, one {Also remove # personal number} other {Also remove # personal numbers}} from the outgoing numbers",
};
