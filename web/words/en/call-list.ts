/** Lists of test calls, and test calls as text. */
export const callList = {
  "callList.title": "Test several numbers",
  "callList.conditions": "The conditions are those of the single test.",
  "callList.paste": "Dialled numbers",
  "callList.pasteHint": "One in each line, as dialled; the first {most, number} are tested",
  "callList.asking": "Testing…",
  "callList.count": "{count, plural, one {# number} other {# numbers}} tested",
  "callList.countFirst":
    "The first {count, plural, one {# number} other {# numbers}} of {all, number} tested. Test the others separately.",
  "callList.dialled": "Dialled",
  "callList.meaning": "Understood as",
  "callList.seen": "The client will see",
  "callList.why": "Why",
  "callList.copy": "Copy the table",
  "callText.title": "Test call, {company}",
  "callText.caller": "Caller: {caller}",
  "callText.dialled": "Dialled: {dialled} → {meaning}",
  "callText.why": "Why:",
  "callText.copyLink": "Copy the link",
  "callText.copyText": "Copy as text",
  "callText.linkIsSaved": "The link tests the call without your unsaved changes.",
};
