import type { IconNode } from "@tabler/icons-react";
import type { ReactNode, SVGProps } from "react";
import classes from "./icons.module.css";

type Props = Readonly<{ /** In pixels. */ size: number }> &
  Pick<SVGProps<SVGSVGElement>, "role" | "aria-label" | "aria-hidden" | "className">;

/** @param node paths, each of which starts with an absolute position: in a row, they are one path */
export function drawn(node: IconNode): (props: Props) => ReactNode {
  const d = node.map(([, attributes]) => attributes["d"]).join("");
  return ({ size, className, ...rest }) => (
    <svg
      className={className === undefined ? classes.icon : `${classes.icon} ${className}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      {...rest}
    >
      <path d={d} />
    </svg>
  );
}
