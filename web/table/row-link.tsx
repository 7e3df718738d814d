import { useRouter } from "@tanstack/react-router";
import type { MouseEvent, ReactNode } from "react";
import list from "../ui/list.module.css";

type Props = Readonly<{
  company: string;
  section: "employees" | "departments";
  id: string;
  /** Room is left for a mark behind it. */
  isMarked?: boolean;
  children: ReactNode;
}>;

/**
 * A link to the page of what a row is about. It is a plain element like the other controls of a row: the router's own
 * link works out its address whenever it is drawn, which took longer than all else in a row.
 */
export function RowLink({ company, section, id, isMarked = false, children }: Props) {
  const router = useRouter();
  const href = `/companies/${encodeURIComponent(company)}/${section}/${encodeURIComponent(id)}`;
  function follow(event: MouseEvent): void {
    // All else, such as opening it in a new tab, is the browser's.
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void router.navigate({ href });
  }
  return (
    <a href={href} onClick={follow} className={list.name} data-marked={isMarked || undefined}>
      {children}
    </a>
  );
}
