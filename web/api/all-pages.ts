import {
  useInfiniteQuery,
  type InfiniteData,
  type QueryKey,
  type UseInfiniteQueryOptions,
  type UseInfiniteQueryResult,
} from "@tanstack/react-query";
import { useEffect } from "react";

/** Pages that are fetched without being asked for. */
const PAGES = 20;

/** A list that comes in pages, with all its pages fetched at once; beyond the limit, further ones on request only. */
export function useAllPages<Page, Key extends QueryKey, At>(
  query: UseInfiniteQueryOptions<Page, Error, InfiniteData<Page>, Key, At>,
): UseInfiniteQueryResult<InfiniteData<Page>> {
  const listed = useInfiniteQuery(query);
  const { hasNextPage, isFetching, isError, fetchNextPage } = listed;
  const pages = listed.data?.pages.length ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError && pages < PAGES) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, pages, fetchNextPage]);
  return listed;
}
