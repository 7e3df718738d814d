import { useParams } from "@tanstack/react-router";

/** The company of the address. */
export const useCompanyId = () => useParams({ from: "/companies/$company" }).company;
