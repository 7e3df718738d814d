import { Button, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useIsGone } from "../api/connection.ts";
import { RequestFailed, failureWords, isUnreachable } from "../api/request-failed.ts";
import { errorText } from "../api/field-errors.ts";
import { intoSight } from "./into-sight.ts";
import { GoneNote } from "./service-gone.tsx";
import { Note } from "./note.tsx";
import { sentence } from "../words/sentence.ts";
import { useWords } from "../words/use-words.ts";

type Props = Readonly<{ error: unknown; again?: () => void }>;

/** A failure in the reader's language, with a button to try again if there is a way. */
export function FailureNote({ error, again }: Props) {
  const isGone = useIsGone();
  return isGone && isUnreachable(error) ? <GoneNote /> : <Failure error={error} {...(again && { again })} />;
}

function Failure({ error, again }: Props) {
  const say = useWords();
  const { key, values } = failureWords(error);
  return (
    <Note
      tone="error"
      role="alert"
      title={say(key, values)}
      ref={intoSight}
      action={
        again && (
          <Button variant="default" size="sm" onClick={again}>
            {say("frame.again")}
          </Button>
        )
      }
    >
      {key === "failure.unanswered" && <Text>{say("failure.unansweredText")}</Text>}
      {error instanceof RequestFailed &&
        error.problem.errors?.map(({ path, code }) => (
          <Text key={path} size="sm">
            {sentence(errorText(say, path, code))}
          </Text>
        ))}
      {key === "failure.companyUnknown" && (
        <Link to="/companies" activeOptions={{ exact: true }}>
          {say("frame.allCompanies")}
        </Link>
      )}
    </Note>
  );
}
