import type { proof as english } from "../en/proof.ts";

export const proof: Record<keyof typeof english, string> = {
  "signIn.over": "Ihre Sitzung ist beendet",
  "signIn.overText": "Melden Sie sich wieder an, um fortzufahren. Ihre Eingaben sind nicht verloren.",
  "proof.title": "Bestätigen Sie, dass Sie es sind",
  "proof.text": "Das ändert, wer sich anmelden kann. Deshalb fragt Callas noch einmal, wer Sie sind.",
  "proof.submit": "Bestätigen",
  "proof.passkey": "Mit Passkey bestätigen",
  "proof.provider": "Mit {name} bestätigen",
  "proof.empty": "Geben Sie Ihr Passwort ein.",
};
