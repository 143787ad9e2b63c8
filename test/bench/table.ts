/** Formats numbers and lines of tables. */

export function line(name: string, ...cells: readonly string[]): string {
  return (name.padEnd(44) + cells.map((cell) => cell.padStart(13)).join('')).trimEnd();
}

export function figure(value: number | undefined, decimals: number): string {
  if (value === undefined) return '';
  return value.toLocaleString('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}
