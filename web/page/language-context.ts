import { createContext, useContext } from "react";
import type { Language } from "../words/language.ts";

export const SwitchLanguage = createContext<(language: Language) => void>(() => {});

export const useSwitchLanguage = () => useContext(SwitchLanguage);
