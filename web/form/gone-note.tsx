import { Alert } from "@mantine/core";
import { intoSight } from "../ui/into-sight.ts";
import { useWords } from "../words/use-words.ts";

/** Says that the form's object was removed while somebody edited it. */
export function GoneNote() {
  const say = useWords();
  return (
    <Alert color="red" variant="light" role="alert" title={say("failure.notFound")} ref={intoSight}>
      {say("directory.goneText")}
    </Alert>
  );
}
