import { queryOptions, skipToken } from "@tanstack/react-query";
import type { Encoding } from "./decode.ts";
import type { Kind } from "./kinds.ts";
import { MOST_BYTES } from "./limits.ts";
import { readFile } from "./read-file.ts";

/** The content of the chosen file; disabled while there is none. */
export const fileQuery = (kind: Kind, file: File | null, encoding: Encoding | undefined) =>
  queryOptions({
    queryKey: ["file", kind, file?.name, file?.lastModified, file?.size, encoding],
    queryFn:
      file === null
        ? skipToken
        : async () => readFile(kind, new Uint8Array(await file.slice(0, MOST_BYTES + 1).arrayBuffer()), encoding),
    gcTime: 0,
  });
