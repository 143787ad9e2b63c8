/** Draws phones, messages and tables on a terminal. */

export function heading(text: string): void {
  console.log(`\n${text}\n${'─'.repeat(text.length)}`);
}

/** Draws a screen as the phone shows it, with the answer that is typed into it. */
export function drawScreen(reply: string, typed?: string): void {
  const width = 34;
  const text = reply.replace(/^(CON|END) /, '');
  const lines = text.split('\n').flatMap((line) => wrap(line, width));
  const answer = typed === undefined ? [' '.repeat(width)] : [`> ${typed}`];
  box([...lines, '', ...answer], width);
}

export function drawMessage(to: string, text: string): void {
  const width = 60;
  box([`SMS to ${to}`, '', ...wrap(text, width)], width);
}

/** Draws columns as wide as their widest cell; the first row is the head. */
export function drawTable(rows: readonly (readonly unknown[])[]): void {
  const cells = rows.map((row) => row.map((cell) => String(cell ?? '')));
  const columns = cells[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of cells) {
    console.log(
      `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
    );
  }
}

function box(lines: readonly string[], width: number): void {
  console.log(`  ╭${'─'.repeat(width + 2)}╮`);
  for (const line of lines) console.log(`  │ ${line.padEnd(width)} │`);
  console.log(`  ╰${'─'.repeat(width + 2)}╯`);
}

function wrap(line: string, width: number): string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    const cut = space > 0 ? space : width;
    lines.push(rest.slice(0, cut));
    rest = rest.slice(cut).trimStart();
  }
  return [...lines, rest];
}
