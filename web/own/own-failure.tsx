import { RequestFailed } from "../api/request-failed.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import { Note } from "../ui/note.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";

/** Why a setting was not saved. What was chosen may have become impossible while it was looked at. */
export function OwnFailure({ error }: Readonly<{ error: unknown }>) {
  const say = useWords();
  const isChoice = error instanceof RequestFailed && error.problem.code === "invalid_choice";
  if (!isChoice) return <FailureNote error={error} />;
  const codes = new Set(error.problem.errors?.map(({ code }) => code));
  const why = codes.has("number_off")
    ? "number_off"
    : codes.has("number_unknown")
      ? "number_gone"
      : "choice_not_allowed";
  return (
    <div className={ui.above}>
      <Note tone="error" role="alert" title={say("own.notSaved")}>
        {say(`own.refused.${why}`)}
      </Note>
    </div>
  );
}
