import { Button } from "@mantine/core";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { useWords } from "../words/use-words.ts";
import { FailureNote } from "./failure-note.tsx";

type Props = Readonly<{
  listed: Pick<UseInfiniteQueryResult, "isError" | "error" | "hasNextPage" | "isFetchingNextPage" | "fetchNextPage">;
  /** Things in a page. */
  pageSize: number;
}>;

/** What stands below a list whose further pages are fetched on request, or could not be fetched. */
export function MorePages({ listed, pageSize }: Props) {
  const say = useWords();
  const next = () => void listed.fetchNextPage();
  return (
    <>
      {listed.isError && <FailureNote error={listed.error} again={next} />}
      {listed.hasNextPage && (
        <Button variant="default" mt="sm" onClick={next} loading={listed.isFetchingNextPage}>
          {say("companies.next", { count: pageSize })}
        </Button>
      )}
    </>
  );
}
