/** The answers about the history, earlier documents and undoing. */
import { z } from "zod";
import { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import { OutgoingNumbersWritten, Revision, UnmetExpectations, Warnings } from "./answers.ts";

const Changes = z.array(
  z.strictObject({
    path: z.string().meta({ description: "Members of lists are named, not numbered" }),
    from: z.unknown().exactOptional(),
    to: z.unknown().exactOptional(),
    follows: z
      .string()
      .nullable()
      .exactOptional()
      .meta({ description: "Of something gone from a list: the member before it; null if it was the first" }),
  }),
);

const NameOf = z.record(z.string(), z.string()).exactOptional();

const Author = z.strictObject({
  kind: z.enum(["key", "person", "system"]),
  id: z.string().meta({ description: "`unknown` for writes of versions that only recorded a name" }),
  name: z.string(),
});

const HistoryItem = z.strictObject({
  revision: Revision,
  at: z.iso.datetime(),
  company: z.string().nullable().meta({ description: "Null: trunks, keys and people of no company" }),
  author: Author,
  address: z.string().nullable().meta({ description: "The client's IP address; null offline" }),
  action: z.string(),
  changes: Changes,
  names: z
    .strictObject({ employees: NameOf, departments: NameOf, numbers: NameOf })
    .meta({ description: "By id, what the changes speak of was called then; numbers have labels" }),
});
export type HistoryItem = z.infer<typeof HistoryItem>;

export const HistoryAnswer = z.strictObject({
  items: z.array(HistoryItem),
  next: z.int().nullable().meta({ description: "The `before` of the next page, which may have fewer items or none" }),
});
export type HistoryAnswer = z.infer<typeof HistoryAnswer>;

const Head = z.string().meta({ description: "The last revision, a dot, and its code in the chain" });

export const HistoryHeadAnswer = z.strictObject({ head: Head });
export type HistoryHeadAnswer = z.infer<typeof HistoryHeadAnswer>;

export const HistoryVerifyAnswer = z.strictObject({
  ok: z.boolean(),
  rows: z.int().meta({ description: "How many rows were checked" }),
  head: Head,
  firstBad: z.int().nullable().meta({ description: "The revision of the first row that does not fit" }),
  reason: z.enum(["changed", "missing", "tail", "head", "secret"]).nullable(),
});
export type HistoryVerifyAnswer = z.infer<typeof HistoryVerifyAnswer>;

export const EarlierOutgoingNumbers = OutgoingNumbers.extend({
  revision: Revision,
  savedAt: z.iso.datetime().nullable(),
  savedBy: z.string().nullable(),
});
export type EarlierOutgoingNumbers = z.infer<typeof EarlierOutgoingNumbers>;

const LeftOut = z.strictObject({ path: z.string(), code: z.string() });

const counted = (what: string) => z.int().meta({ description: `How many more ${what} there are than are listed` });

export const RestoredAnswer = OutgoingNumbersWritten.extend({
  changes: Changes.meta({ description: "At most 100" }),
  moreChanges: counted("changes"),
  leftOut: z.array(LeftOut).meta({ description: "At most 100; paths point into the earlier document" }),
  moreLeftOut: counted("parts left out"),
});
export type RestoredAnswer = z.infer<typeof RestoredAnswer>;

export const UndoneAnswer = z.strictObject({
  revision: Revision,
  undone: z.array(z.int()).meta({ description: "The revisions that were undone, the newest first" }),
  changes: Changes.meta({ description: "At most 100" }),
  moreChanges: counted("changes"),
  leftOut: z
    .array(LeftOut.extend({ revision: z.int() }))
    .meta({ description: "At most 100; paths are those of the changes" }),
  moreLeftOut: counted("changes left out"),
  next: z
    .int()
    .nullable()
    .meta({ description: "The `before` with which older writes are undone; null: there are none" }),
  warnings: Warnings,
  expectations: UnmetExpectations,
});
export type UndoneAnswer = z.infer<typeof UndoneAnswer>;
