import { intoSight } from "../ui/into-sight.ts";
import { Note } from "../ui/note.tsx";
import { useWords } from "../words/use-words.ts";

/** Says that the form's object was removed while somebody edited it. */
export function GoneNote() {
  const say = useWords();
  return (
    <Note tone="error" role="alert" title={say("failure.notFound")} ref={intoSight}>
      {say("directory.goneText")}
    </Note>
  );
}
