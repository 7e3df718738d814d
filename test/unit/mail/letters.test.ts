/** What letters say, and what a name cannot make them say. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { linkMessage, noticeMessage, type LinkLetter } from "../../../src/mail/letters.ts";

const letter: LinkLetter = {
  kind: "reset",
  language: "en",
  to: { name: "Anna", address: "anna@acme.example" },
  from: "Olga",
  path: "/link#secret",
  expiresAt: "2026-01-02T03:04:00.000Z",
};

test("a letter has the address, its end and its author, in the language that was asked for", () => {
  const english = linkMessage(letter, "https://callas.example");
  assert.equal(english.subject, "A new password for Callas");
  assert.match(
    english.text,
    /by “Olga”[^]*^https:\/\/callas\.example\/link#secret$[^]*January 2, 2026 at 3:04.AM UTC/m,
  );
  const russian = linkMessage({ ...letter, language: "ru" }, "https://callas.example");
  const german = linkMessage({ ...letter, language: "de" }, "https://callas.example");
  assert.match(german.text, /“Olga”[^]*^https:\/\/callas\.example\/link#secret$[^]*2\. Januar 2026 um 03:04 UTC/m);
  assert.match(russian.text, /“Olga”[^]*^https:\/\/callas\.example\/link#secret$[^]*2 января 2026/m);
});

test("a letter about an offer of roles names no end", () => {
  const offer: LinkLetter = { ...letter, kind: "offer", path: "/account#secret", expiresAt: null };
  const { subject, text } = linkMessage(offer, "https://callas.example");
  assert.equal(subject, "A role for you in Callas");
  assert.match(text, /by “Olga”[^]*^https:\/\/callas\.example\/account#secret$/m);
  assert.doesNotMatch(text, /until/);
  assert.match(linkMessage({ ...offer, language: "ru" }, "").text, /^Вам предлагают роль в Callas/);
});

test("a name begins no line and closes no quotation", () => {
  const { text } = linkMessage({ ...letter, from: "Olga”.\r\n\r\nhttps://evil.example/ “" }, "https://callas.example");
  assert.doesNotMatch(text, /^https:\/\/evil/m);
  assert.match(text, /“Olga .+https:\/\/evil\.example\/ {2}”/);
});

test("a notice says what happened, when, and from where", () => {
  const about = { at: "2026-01-02T03:04:00.000Z", address: null };
  const { text, subject, to } = noticeMessage("totp_removed", "en", letter.to, about);
  assert.match(text, /^The authenticator app was removed from your account \(January 2, 2026.* UTC, from —\)\./);
  assert.deepEqual([subject, to], ["A change of your Callas account", letter.to]);
});
