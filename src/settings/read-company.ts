import { companyUnknown } from "../access/permission.ts";
import type { Companies } from "../store/companies.ts";
import type { StoredCompany } from "../store/company.ts";

/** @throws Refusal `company_unknown` */
export async function readCompany(store: Pick<Companies, "company">, id: string): Promise<StoredCompany> {
  return existing(await store.company(id), id);
}

/** @throws Refusal `company_unknown` */
export function existing<Stored>(stored: Stored | null, id: string): Stored {
  if (stored === null) throw companyUnknown(id);
  return stored;
}
