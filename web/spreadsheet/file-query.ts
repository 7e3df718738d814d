import { queryOptions, skipToken } from "@tanstack/react-query";
import type { Kind } from "./kinds.ts";
import { MOST_BYTES, readFile } from "./read-file.ts";

/** The content of the chosen file; disabled while there is none. */
export const fileQuery = (kind: Kind, file: File | null) =>
  queryOptions({
    queryKey: ["file", kind, file?.name, file?.lastModified, file?.size],
    queryFn:
      file === null
        ? skipToken
        : async () => readFile(kind, new Uint8Array(await file.slice(0, MOST_BYTES + 1).arrayBuffer())),
    gcTime: 0,
  });
