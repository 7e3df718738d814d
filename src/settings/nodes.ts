import type { Author } from "../access/author.ts";
import { excerpt } from "../policy/excerpt.ts";
import { Refusal } from "../policy/refusal.ts";
import { escapePointer } from "../policy/json-pointer.ts";
import type { Writes } from "../store/writes.ts";

/**
 * Takes a call node off the list: numbers no longer rest until it has confirmed that they are gone.
 * @returns the revision
 * @throws Refusal `node_unknown`
 */
export async function removeNode(store: Pick<Writes, "writeAccess">, author: Author, name: string): Promise<number> {
  const { revision } = await store.writeAccess({ author, action: "node.delete" }, async (draft) => {
    if (!(await draft.removeNode(name)))
      throw new Refusal("node_unknown", `No call node “${excerpt(name)}” is listed.`);
    draft.record({ path: `/nodes/${escapePointer(name)}`, from: name });
  });
  return revision!;
}
