import { createContext } from "react";

/** Whether Escape closes dialogs: not while another one, which cannot be closed, lies over them. */
export const EscapeCloses = createContext(true);
