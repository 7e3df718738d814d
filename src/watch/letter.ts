/** A letter about a change, in every language: a company has none of its own. */
import { LANGUAGES, type Language } from "../policy/language.ts";
import type { Message } from "../mail/mail.ts";
import type { Told, Watched } from "../policy/watched.ts";

/** Names come from others: they are in quotation marks and never begin a line. */
const quoted = (name: string) => `“${name.replaceAll(/[\p{Cc}“”]/gu, " ")}”`;

type Words = Readonly<{
  subject: string;
  events: Readonly<Record<Watched["kind"], (event: Watched) => string>>;
  who: (author: string, moment: string) => string;
  difference: string;
  back: string;
  notYou: string;
  /** Before the address of the keys, for operators. */
  revoke: string;
}>;

const number = ({ number }: Watched) => number ?? "—";
const name = ({ name = "" }: Watched) => quoted(name);
const count = ({ count = 0 }: Watched) => String(count);

const WORDS: Readonly<Record<Language, Words>> = {
  de: {
    subject: "eine wichtige Änderung",
    events: {
      main_changed: (event) => `die Hauptrufnummer ist jetzt ${number(event)}`,
      priority_switched: () => "die Priorität der Blöcke wurde umgestellt",
      number_in_use_off: (event) => `eine verwendete Rufnummer wurde ausgeschaltet oder entfernt: ${number(event)}`,
      many_affected: (event) => `viele Mitarbeiter sind betroffen: ${count(event)}`,
      expectation_broken: (event) => `was so bleiben muss, stimmt nicht mehr: ${count(event)}`,
      new_admin: (event) => `ein neuer Administrator: ${name(event)}`,
      new_key: (event) => `ein neuer Schlüssel: ${name(event)}`,
      new_browser: (event) => `eine Anmeldung in einem neuen Browser: ${name(event)}`,
      rights_changed: () => "Ihre Rechte wurden geändert",
    },
    who: (author, moment) => `Von ${author}, ${moment}.`,
    difference: "Was sich geändert hat:",
    back: "Um es rückgängig zu machen, öffnen Sie diese Adresse und klicken Sie auf „Wiederherstellen“.",
    notYou: "Wenn Sie das nicht erwartet haben, melden Sie es sofort Ihrem Administrator.",
    revoke: "Dieser Schlüssel öffnet alle Firmen. Wenn Sie ihn nicht erwartet haben, widerrufen Sie ihn:",
  },
  ru: {
    subject: "важное изменение",
    events: {
      main_changed: (event) => `основной номер теперь ${number(event)}`,
      priority_switched: () => "переключён приоритет блоков",
      number_in_use_off: (event) => `выключен или удалён номер, который используется: ${number(event)}`,
      many_affected: (event) => `изменение касается многих сотрудников: ${count(event)}`,
      expectation_broken: (event) => `перестало выполняться то, что должно оставаться верным: ${count(event)}`,
      new_admin: (event) => `новый администратор: ${name(event)}`,
      new_key: (event) => `новый ключ: ${name(event)}`,
      new_browser: (event) => `вход из нового браузера: ${name(event)}`,
      rights_changed: () => "ваши права изменены",
    },
    who: (author, moment) => `Автор: ${author}, ${moment}.`,
    difference: "Что изменилось:",
    back: "Чтобы вернуть прежнее, откройте этот адрес и нажмите «Вернуть».",
    notYou: "Если это неожиданно, сразу сообщите администратору.",
    revoke: "Этот ключ открывает все компании. Если вы его не ждали, отзовите его:",
  },
  en: {
    subject: "a change to look at",
    events: {
      main_changed: (event) => `the main number is now ${number(event)}`,
      priority_switched: () => "the priority of the blocks was switched",
      number_in_use_off: (event) => `a number in use was turned off or removed: ${number(event)}`,
      many_affected: (event) => `many employees are affected: ${count(event)}`,
      expectation_broken: (event) => `calls that must stay as they are no longer do: ${count(event)}`,
      new_admin: (event) => `a new admin: ${name(event)}`,
      new_key: (event) => `a new key: ${name(event)}`,
      new_browser: (event) => `a sign-in in a new browser: ${name(event)}`,
      rights_changed: () => "your rights were changed",
    },
    who: (author, moment) => `By ${author}, ${moment}.`,
    difference: "The difference:",
    back: "To undo it, open this address and choose “Put back”.",
    notYou: "If you did not expect this, tell your administrator at once.",
    revoke: "This key opens all companies. If you did not expect it, revoke it:",
  },
};

/** Rights and keys are not put back from the history. */
const NOT_UNDOABLE: ReadonlySet<Watched["kind"]> = new Set(["new_admin", "new_key"]);

export type About = Readonly<{ id: string; name: string }>;

/**
 * @param company null if it only concerns the person
 * @param site the address of the page, without a trailing slash
 */
export function watchedLetter(to: Message["to"], company: About | null, told: Told, site: string): Message {
  const parts = LANGUAGES.map((language) => {
    const words = WORDS[language];
    return [
      ...(company ? [`${quoted(company.name)}:`] : []),
      ...told.events.map((event) => `- ${words.events[event.kind](event)}`),
      words.who(quoted(told.author), `${told.at.slice(0, 16).replace("T", " ")} UTC`),
      "",
      ...adviceOf(words),
    ].join("\n");
  });
  const subject = `Callas: ${LANGUAGES.map((language) => WORDS[language].subject).join(" / ")}`;
  return { to, subject, text: parts.join("\n\n———\n\n") };

  function adviceOf(words: Words): readonly string[] {
    const link = linkTo(company, told, site);
    if (link !== null)
      return [words.difference, link, ...(told.events.some(({ kind }) => !NOT_UNDOABLE.has(kind)) ? [words.back] : [])];
    const isOfKey = company === null && told.events.some(({ kind }) => kind === "new_key");
    return isOfKey ? [words.revoke, `${site}/keys`] : [words.notYou];
  }
}

/** Where the page shows the difference; null for what is no write. */
export function linkTo(company: Pick<About, "id"> | null, { revision }: Told, site: string): string | null {
  if (company === null || revision === null) return null;
  return `${site}/companies/${encodeURIComponent(company.id)}/history?revision=${revision}`;
}
