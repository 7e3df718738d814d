/** The trunks of a number in words. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { trunksInWords } from "../../web/numbers/trunks-in-words.ts";
import { loadSectionWords, loadWords } from "../../web/words/load.ts";
import { sayIn } from "../../web/words/say.ts";

const words = await loadWords("ru");
await loadSectionWords();
const say = sayIn("ru", words);

test("a few trunks are named, and the rest is counted", () => {
  const nameOf = (id: string) => (id === "a" ? "Оператор А" : id);
  assert.equal(trunksInWords(["a"], nameOf, say), "Оператор А");
  assert.equal(trunksInWords(["a", "b", "c"], nameOf, say), "Оператор А, b, c");
  assert.equal(trunksInWords(["a", "b", "c", "d", "e"], nameOf, say), "Оператор А, b, c, ещё 2");
});
