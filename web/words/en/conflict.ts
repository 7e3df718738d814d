/** What others have saved in the meantime, and what a closed tab has left. */
export const conflict = {
  "conflict.nothing": "nothing",
  "conflict.settings.title": "Someone else saved other settings in the meantime: {who}, {when}",
  "conflict.settings.unknown": "Someone else saved other settings in the meantime",
  "conflict.settings.both":
    "Your changes were re-applied on top of the new version and are not saved. You both changed the following; your values are kept unless you take theirs.",
  "conflict.settings.apart":
    "Your changes were re-applied on top of the new version and are not saved. You did not change the same entries. Check the page and save.",
  "conflict.theirs": "Saved by someone else: {count, plural, one {# change} other {# changes}}.",
  "conflict.overlap": "{subject}: was {base}, yours {mine}, theirs {theirs}",
  "conflict.takeTheirs": "Take theirs",
  "conflict.takeTheirsOf": "Take theirs: {subject}",
  "conflict.understood": "Got it",
  "left.title": "Unsaved changes were left behind",
  "left.text": "{count, plural, one {# change} other {# changes}} from a tab that was closed: {when}.",
  "left.continue": "Continue with them",
  "left.forget": "Discard them",
};
