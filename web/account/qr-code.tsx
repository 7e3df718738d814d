import newSymbol from "qrcode-generator";
import { useMemo } from "react";
import classes from "./qr-code.module.css";

/** The light margin around the symbol, in modules (ISO/IEC 18004, 9.1). */
const MARGIN = 4;

/** A text as a QR code: dark on light whatever the page's colours are, because few readers take an inverted one. */
export function QrCode({ text, label }: Readonly<{ text: string; label: string }>) {
  const { path, size } = useMemo(() => symbol(text), [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={classes.code}
    >
      <path d={path} />
    </svg>
  );
}

/** @returns the dark modules as squares of one unit */
function symbol(text: string): Readonly<{ path: string; size: number }> {
  // The smallest version that takes the text; level M corrects 15 %.
  const code = newSymbol(0, "M");
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  let path = "";
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++)
      if (code.isDark(row, column)) path += `M${column + MARGIN} ${row + MARGIN}h1v1h-1z`;
  return { path, size: count + 2 * MARGIN };
}
