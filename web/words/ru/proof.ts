import type { proof as english } from "../en/proof.ts";

export const proof: Record<keyof typeof english, string> = {
  "signIn.over": "Сеанс завершён",
  "signIn.overText": "Войдите снова, чтобы продолжить. Введённое не потеряно.",
  "proof.title": "Подтвердите, что это вы",
  "proof.text": "Это меняет то, кто может войти, поэтому Callas ещё раз спрашивает, кто вы.",
  "proof.submit": "Подтвердить",
  "proof.passkey": "Подтвердить ключом входа",
  "proof.provider": "Подтвердить через {name}",
  "proof.empty": "Введите пароль.",
};
