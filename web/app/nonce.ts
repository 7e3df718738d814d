/** The nonce of this response, without which the content security policy lets no style element be made. */
export const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";
