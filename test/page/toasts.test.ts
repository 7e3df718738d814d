/** Messages about what was done: a few are shown, and the last are kept. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { currentToasts, forgetToasts, hideToast, toast } from "../../web/ui/toasts.ts";

beforeEach(forgetToasts);

const texts = () => {
  const { shown, kept } = currentToasts();
  return [shown, kept].map((some) => some.map(({ text }) => text).join(" "));
};

test("the newest is first; one that is hidden is still kept", () => {
  const hide = toast("saved");
  toast("undone");
  assert.deepEqual(texts(), ["undone saved", "undone saved"]);
  hide();
  assert.deepEqual(texts(), ["undone", "undone saved"]);
  hide();
  assert.deepEqual(texts(), ["undone", "undone saved"]);
});

test("only a few are shown, and only the last are kept", () => {
  for (let at = 1; at <= 30; at++) toast(String(at));
  const { shown, kept } = currentToasts();
  assert.deepEqual(
    shown.map(({ text }) => text),
    ["30", "29", "28"],
  );
  assert.equal(kept.length, 20);
  assert.equal(kept.at(-1)?.text, "11");
});

test("what is hidden does not come back, whichever it is", () => {
  toast("one");
  const { shown } = currentToasts();
  toast("two");
  hideToast(shown[0]!.id);
  hideToast(-1);
  assert.deepEqual(texts(), ["two", "two one"]);
});

test("whoever signs in next sees none of them", () => {
  toast("saved");
  forgetToasts();
  assert.deepEqual(texts(), ["", ""]);
});

test("what is said again is not shown twice", () => {
  toast("saved");
  toast("undone");
  toast("saved");
  assert.deepEqual(texts(), ["saved undone", "saved undone saved"]);
});
