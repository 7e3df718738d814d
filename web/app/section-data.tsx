import { useIsFetching } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { directoryQuery, outgoingNumbersQuery } from "../api/documents.ts";
import { queryClient } from "../api/query-client.ts";

/** For so long nothing is fetched before the data is: the opened section comes first. */
const QUIET_MS = 500;

/** Reads what the marks behind the names of the sections are counted from, if the opened section does not need it. */
export function SectionData({ company }: Readonly<{ company: string }>) {
  const isQuiet = useIsFetching() === 0;
  const [isRead, setRead] = useState(false);
  useEffect(() => {
    if (isRead || !isQuiet) return;
    const read = setTimeout(() => {
      setRead(true);
      // Once: what fails is missing in the marks, and the section that needs it says so.
      void queryClient.prefetchQuery({ ...outgoingNumbersQuery(company), staleTime: Infinity });
      void queryClient.prefetchQuery({ ...directoryQuery(company), staleTime: Infinity });
    }, QUIET_MS);
    return () => clearTimeout(read);
  }, [company, isQuiet, isRead]);
  return null;
}
