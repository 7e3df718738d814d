/** What is asked over the page: to sign in again, and to confirm who it is. */
export const proof = {
  "signIn.over": "Your session has ended",
  "signIn.overText": "Sign in again to continue. Nothing you typed is lost.",
  "proof.title": "Confirm that it is you",
  "proof.text": "This changes who can sign in, so Callas asks again who you are.",
  "proof.submit": "Confirm",
  "proof.passkey": "Confirm with a passkey",
  "proof.provider": "Confirm with {name}",
  "proof.empty": "Enter your password.",
};
