/** The list of invariants in db/README.md, which is written from the files in db/audit. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../audit');
const page = join(import.meta.dirname, '../README.md');
const between = /(<!-- invariants: .*? -->\n)[\s\S]*(\n<!-- end of invariants -->)/;

/** The page with the list that the files make. */
export async function pageWithInvariants(): Promise<string> {
  const text = await readFile(page, 'utf8');
  const list = await listOfInvariants();
  return text.replace(between, (_, begin, end) => `${begin}${list}${end}`);
}

export async function writeInvariants(): Promise<void> {
  await writeFile(page, await pageWithInvariants());
}

/** A line for each file: the invariant's number and text, and the sentence that the file begins with. */
async function listOfInvariants(): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => name.endsWith('.sql'));
  const lines = await Promise.all(
    files.map(async (name) => ({
      order: name.replace(/^.*\//, ''),
      line: lineOf(name, await readFile(join(folder, name), 'utf8')),
    })),
  );
  return lines
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ line }) => line)
    .join('\n');
}

function lineOf(name: string, text: string): string {
  const [, comment = ''] = /^((?:-- .*\n)+)/.exec(text) ?? [];
  const [, invariant] = /^comment on view tuma\.audit_\w+ is '((?:[^']|'')+)';$/m.exec(text) ?? [];
  if (!invariant || !comment) throw new Error(`db/audit/${name} has no text or no header`);
  const meaning = comment.replace(/^-- /gm, '').trim().replaceAll('\n', ' ');
  return `- [${invariant.replaceAll("''", "'")}](audit/${name}). ${meaning}`;
}
