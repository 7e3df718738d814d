import { QueryClient } from "@tanstack/react-query";
import { RequestFailed } from "./request-failed.ts";

/** What was read stays while it is refreshed; what the service refuses is not asked again by itself. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) =>
        count < 2 && !(error instanceof RequestFailed && error.status >= 400 && error.status < 500),
    },
  },
});
