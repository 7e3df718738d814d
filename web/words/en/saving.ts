export const saving = {
  "saving.pending": "{count, plural, one {# change is not live yet} other {# changes are not live yet}}",
  "saving.bar": "Unsaved changes",
  "saving.look": "View",
  "saving.lookAt": "View changes: {count, number}",
  "saving.discard": "Discard all",
  "saving.discarded": "Your unsaved changes are discarded.",
  "saving.saving": "Saving…",
  "saving.saved": "Saved. New calls use these numbers.",
  "saving.failed": "Not saved. See why",
  "saving.unreachable": "Not saved: Callas is not responding.",
  "saving.unanswered": "Not saved: Callas did not respond. Save again.",
  "saving.unchecked": "Not checked yet: Callas is not responding.",
  "saving.notKept": "Not live yet. Save to apply. This browser cannot keep your changes: do not leave the page.",
  "saving.errors": "{count, plural, one {# entry has an error} other {# entries have errors}}",
  "saving.breaks":
    "{count, plural, one {Saving would break # call that must stay as it is} other {Saving would break # calls that must stay as they are}}",
  "saving.noEffect": "No caller ID changes.",
  "saving.effectCount": "{count, plural, one {# employee} other {# employees}} will show a different number.",
  "conflict.short": "Someone else has changed this",
  "saving.leaveText":
    "{count, plural, one {# change is not saved and not live yet. It stays} other {# changes are not saved and not live yet. They stay}} in this browser until you come back.",
  "saving.signOutText":
    "{count, plural, one {# change is not saved and not live yet. It} other {# changes are not saved and not live yet. They}} will be lost when you sign out.",
};
