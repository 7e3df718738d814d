/** Writes letters and has them sent. A letter that cannot be sent is logged and fails nothing else. */
import type { Logger } from "pino";
import type { Language } from "../policy/language.ts";
import { linkMessage, noticeMessage, type LinkLetter, type Notice } from "./letters.ts";
import type { Mail, Message } from "./mail.ts";

export type Postman = Readonly<{
  /** @returns whether the mail server has taken it over */
  sendLink: (letter: LinkLetter) => Promise<boolean>;
  /** Does not wait. */
  sendNotice: (
    notice: Notice,
    language: Language,
    to: Message["to"],
    about: Readonly<{ at: string; address: string | null }>,
  ) => void;
}>;

/**
 * @param mail null if no mail server is set up: then nothing is sent
 * @param site the address of the page, without a trailing slash
 */
export function createPostman(mail: Mail | null, site: string, log: Logger): Postman {
  async function send(message: Message): Promise<boolean> {
    try {
      await mail?.send(message);
      return mail !== null;
    } catch (err) {
      log.warn({ err }, "a mail could not be sent");
      return false;
    }
  }
  return {
    sendLink: (letter) => send(linkMessage(letter, site)),
    sendNotice: (notice, language, to, about) => void send(noticeMessage(notice, language, to, about)),
  };
}
