import { Alert, Button, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { RequestFailed, failureWords } from "../api/request-failed.ts";
import { errorText } from "../api/field-errors.ts";
import { intoSight } from "./into-sight.ts";
import { sentence } from "../words/sentence.ts";
import { useWords } from "../words/use-words.ts";
import classes from "./ui.module.css";

/** A failure in the reader's language, with a button to try again if there is a way. */
export function FailureNote({ error, again }: Readonly<{ error: unknown; again?: () => void }>) {
  const say = useWords();
  const { key, values } = failureWords(error);
  return (
    <Alert color="red" variant="light" role="alert" title={say(key, values)} m="md" ref={intoSight}>
      <Stack align="flex-start" gap="sm">
        {key === "failure.unreachable" && <Text>{say("failure.unreachableText")}</Text>}
        {error instanceof RequestFailed &&
          error.problem.errors?.map(({ path, code }) => (
            <Text key={path} size="sm">
              {sentence(errorText(say, path, code))}
            </Text>
          ))}
        {key === "failure.companyUnknown" && (
          <Link to="/companies" activeOptions={{ exact: true }} className={classes.link}>
            {say("frame.allCompanies")}
          </Link>
        )}
        {again && (
          <Button variant="default" size="sm" onClick={again}>
            {say("frame.again")}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
