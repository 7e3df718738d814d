/** The list of companies. */
export const companies = {
  "companies.search": "Name or id of the company",
  "companies.add": "Add company",
  "companies.new": "New company",
  "companies.idHint": "The ID your PBX uses for this company. It cannot be changed later.",
  "companies.countryMissing": "Choose a country.",
  "companies.next": "Next {count, number}",
  "companies.empty": "No companies yet",
  "companies.emptyText": "Add the first one here, with the command callas company put, or through the API.",
  "companies.none": "You have no access to any company",
  "companies.noneText": "Ask your operator for access.",
};
