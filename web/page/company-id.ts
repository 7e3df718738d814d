import { useParams } from "@tanstack/react-router";

/** The id of the company in the address. */
export const useCompanyId = () => useParams({ from: "/companies/$company" }).company;
