/** The letters of the service. Names come from others, so they are in quotation marks and never begin a line. */
import type { Language } from "../policy/language.ts";
import type { Message } from "./mail.ts";

/** A letter with a link. `path` contains the secret. */
export type LinkLetter = Readonly<{
  kind: "invitation" | "reset" | "offer";
  language: Language;
  to: Message["to"];
  /** Who made the link. */
  from: string;
  path: string;
  /** ISO 8601, UTC; null: it has no end of its own. */
  expiresAt: string | null;
}>;

/** @param site the address of the page, without a trailing slash */
export function linkMessage({ kind, language, to, from, path, expiresAt }: LinkLetter, site: string): Message {
  const words = LINK_WORDS[language];
  const { subject, text } = words[kind];
  const end = expiresAt === null ? [] : [words.end(momentOf(expiresAt, language))];
  const lines = [text(quoted(from)), "", `${site}${path}`, "", ...end, words.ignore];
  return { to, subject, text: lines.join("\n") };
}

type LinkWords = Readonly<
  Record<LinkLetter["kind"], Readonly<{ subject: string; text: (from: string) => string }>> & {
    end: (moment: string) => string;
    ignore: string;
  }
>;

const LINK_WORDS: Readonly<Record<Language, LinkWords>> = {
  de: {
    invitation: {
      subject: "Ihr Zugang zu Callas",
      text: (from) =>
        `Sie wurden zu Callas eingeladen (${from}). Öffnen Sie diese Adresse, um ein Passwort festzulegen:`,
    },
    reset: {
      subject: "Ein neues Passwort für Callas",
      text: (from) =>
        `Für Sie wurde ein neues Passwort für Callas angefordert (${from}). Öffnen Sie diese Adresse, um es festzulegen:`,
    },
    offer: {
      subject: "Eine Rolle für Sie in Callas",
      text: (from) =>
        `Ihnen wird eine Rolle in Callas angeboten (${from}). Öffnen Sie diese Adresse und melden Sie sich an, um sie anzunehmen:`,
    },
    end: (moment) => `Die Adresse gilt einmal, bis ${moment}.`,
    ignore: "Wenn Sie diese E-Mail nicht erwartet haben, beachten Sie sie nicht: Es ändert sich nichts.",
  },
  en: {
    invitation: {
      subject: "Your access to Callas",
      text: (from) => `You have been invited to Callas by ${from}. Open this address to choose a password:`,
    },
    reset: {
      subject: "A new password for Callas",
      text: (from) => `A new password for Callas was requested by ${from}. Open this address to choose it:`,
    },
    offer: {
      subject: "A role for you in Callas",
      text: (from) => `You have been offered a role in Callas by ${from}. Open this address and sign in to accept it:`,
    },
    end: (moment) => `The address works once, until ${moment}.`,
    ignore: "If you did not expect this mail, ignore it: nothing changes.",
  },
  ru: {
    invitation: {
      subject: "Ваш доступ к Callas",
      text: (from) => `Вас пригласили в Callas (${from}). Откройте этот адрес, чтобы задать пароль:`,
    },
    reset: {
      subject: "Новый пароль для Callas",
      text: (from) => `Для вас запрошен новый пароль в Callas (${from}). Откройте этот адрес, чтобы его задать:`,
    },
    offer: {
      subject: "Вам предлагают роль в Callas",
      text: (from) => `Вам предлагают роль в Callas (${from}). Откройте этот адрес и войдите, чтобы её принять:`,
    },
    end: (moment) => `Адрес действует один раз, до ${moment}.`,
    ignore: "Если вы не ждали этого письма, не отвечайте на него: ничего не изменится.",
  },
};

export type Notice =
  | "password_changed"
  | "recovered"
  | "totp_added"
  | "totp_removed"
  | "passkey_added"
  | "passkey_removed"
  | "identity_added"
  | "identity_removed"
  | "recovery_codes_renewed"
  | "recovery_code_used";

/** @param at ISO 8601, UTC */
export function noticeMessage(
  notice: Notice,
  language: Language,
  to: Message["to"],
  { at, address }: Readonly<{ at: string; address: string | null }>,
): Message {
  const { subject, what, where, advice } = NOTICE_WORDS[language];
  const lines = [`${what[notice]} ${where(momentOf(at, language), address ?? "—")}`, "", advice];
  return { to, subject, text: lines.join("\n") };
}

type NoticeWords = Readonly<{
  subject: string;
  what: Readonly<Record<Notice, string>>;
  where: (moment: string, address: string) => string;
  advice: string;
}>;

const NOTICE_WORDS: Readonly<Record<Language, NoticeWords>> = {
  de: {
    subject: "Eine Änderung an Ihrem Callas-Konto",
    what: {
      password_changed: "Ihr Passwort wurde geändert",
      recovered: "Ihr Passwort wurde mit einem Link geändert, und Ihr zweiter Faktor wurde entfernt",
      totp_added: "Zu Ihrem Konto wurde eine Authenticator-App hinzugefügt",
      totp_removed: "Die Authenticator-App wurde aus Ihrem Konto entfernt",
      passkey_added: "Zu Ihrem Konto wurde ein Passkey hinzugefügt",
      passkey_removed: "Ein Passkey wurde aus Ihrem Konto entfernt",
      identity_added: "Sie können sich jetzt über den Anmeldedienst Ihrer Firma bei Ihrem Konto anmelden",
      identity_removed: "Sie können sich nicht mehr über den Anmeldedienst Ihrer Firma bei Ihrem Konto anmelden",
      recovery_codes_renewed: "Sie haben neue Wiederherstellungscodes; die früheren gelten nicht mehr",
      recovery_code_used: "Jemand hat sich mit einem Wiederherstellungscode bei Ihrem Konto angemeldet",
    },
    where: (moment, address) => `(${moment}, von ${address}).`,
    advice: "Wenn Sie das nicht waren, melden Sie es sofort Ihrem Administrator.",
  },
  en: {
    subject: "A change of your Callas account",
    what: {
      password_changed: "Your password was changed",
      recovered: "Your password was changed with a link, and your second factors were removed",
      totp_added: "An authenticator app was added to your account",
      totp_removed: "The authenticator app was removed from your account",
      passkey_added: "A passkey was added to your account",
      passkey_removed: "A passkey was removed from your account",
      identity_added: "You can now sign in to your account through your company's identity provider",
      identity_removed: "You can no longer sign in to your account through your company's identity provider",
      recovery_codes_renewed: "You have new recovery codes; the earlier ones no longer work",
      recovery_code_used: "Somebody signed in to your account with a recovery code",
    },
    where: (moment, address) => `(${moment}, from ${address}).`,
    advice: "If this was not you, tell your administrator at once.",
  },
  ru: {
    subject: "Изменение вашей учётной записи Callas",
    what: {
      password_changed: "Ваш пароль изменён",
      recovered: "Ваш пароль изменён по ссылке, а второй фактор удалён",
      totp_added: "К вашей учётной записи добавлено приложение-аутентификатор",
      totp_removed: "Приложение-аутентификатор удалено из вашей учётной записи",
      passkey_added: "К вашей учётной записи добавлен ключ входа",
      passkey_removed: "Ключ входа удалён из вашей учётной записи",
      identity_added: "В вашу учётную запись теперь можно войти через провайдера вашей компании",
      identity_removed: "В вашу учётную запись больше нельзя войти через провайдера вашей компании",
      recovery_codes_renewed: "Вы получили новые коды восстановления; прежние больше не действуют",
      recovery_code_used: "В вашу учётную запись вошли с кодом восстановления",
    },
    where: (moment, address) => `(${moment}, с адреса ${address}).`,
    advice: "Если это были не вы, сразу сообщите администратору.",
  },
};

function momentOf(at: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return `${format.format(new Date(at))} UTC`;
}

const quoted = (name: string) => `“${name.replaceAll(/[\p{Cc}“”]/gu, " ")}”`;
