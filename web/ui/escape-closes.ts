import { createContext } from "react";

/** Whether Escape closes dialogs: it does not while the sign-in dialog is open over them. */
export const EscapeCloses = createContext(true);
