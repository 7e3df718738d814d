/** A name whose parts stand in columns of their own, in the order in which the language writes it. */
export function fullName({
  first,
  last,
  patronymic,
}: Readonly<Record<"first" | "last" | "patronymic", string>>): string {
  const parts = /\p{Script=Cyrillic}/u.test(last + first) ? [last, first, patronymic] : [first, patronymic, last];
  return parts.filter((part) => part !== "").join(" ");
}
