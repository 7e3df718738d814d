import { QueryClient } from "@tanstack/react-query";
import { whenBack } from "./connection.ts";
import { isUnreachable, RequestFailed } from "./request-failed.ts";

/** Cached data stays visible while it is refreshed; requests that the service refuses (4xx) are not retried. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) =>
        count < 2 && !(error instanceof RequestFailed && error.status >= 400 && error.status < 500),
    },
  },
});

// What was not answered while the service was gone is asked again by itself.
whenBack(() => {
  void queryClient.refetchQueries({ type: "active", predicate: ({ state }) => isUnreachable(state.error) });
});
