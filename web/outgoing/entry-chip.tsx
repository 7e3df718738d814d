import { VisuallyHidden } from "@mantine/core";
import { useLanguage } from "../words/use-words.ts";
import classes from "./outgoing.module.css";
import { IconSitemap } from "../icons/icons.ts";

export type DepartmentChip = Readonly<{ name: string; heads: number }>;

type Props = Readonly<{
  /** Who or where: a person, "Sales (department)", a country or a prefix. */
  name: string;
  /** Null: it is not a department. */
  department: DepartmentChip | null;
}>;

/** What stands in a chip. A department has a sign instead of the word, and how many people it has. */
export function EntryChip({ name, department }: Props) {
  const language = useLanguage();
  if (department === null) return name;
  return (
    <span className={classes.chipParts}>
      <IconSitemap size={14} aria-hidden />
      <span aria-hidden>{department.name}</span>
      <VisuallyHidden>{name}</VisuallyHidden>
      <span aria-hidden className={classes.heads}>
        {department.heads.toLocaleString(language)}
      </span>
    </span>
  );
}
