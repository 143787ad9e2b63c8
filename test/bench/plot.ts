/** Draws lines through points as SVG, as far as the benchmark's page needs it. The same figures give the same text. */

export interface Axis {
  readonly label: string;
  /** True for a logarithmic axis with a mark at each point. Otherwise the axis begins at 0. */
  readonly log?: boolean;
}

export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Chart {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

const [width, height] = [640, 360];
/** Room for titles and marks, and on the right side for the names of the lines. */
const frame = { left: 70, right: 130, top: 40, bottom: 50 };
/** The width of one character of a mark. */
const room = 40;
const colours = ['#1f6feb', '#d1242f', '#1a7f37', '#8250df'];

export function plot({ title, x, y, series }: Chart): string {
  const points = series.flatMap((each) => each.points);
  const across = scale(
    x,
    points.map(([value]) => value),
    [frame.left, width - frame.right],
  );
  const up = scale(
    y,
    points.map(([, value]) => value),
    [height - frame.bottom, frame.top],
  );
  const [right, bottom] = [width - frame.right, height - frame.bottom];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${frame.left}" y="22" font-size="14" font-weight="bold">${escaped(title)}</text>`,
    ...up.marks.flatMap(({ at, text }) => [
      `<path d="M${frame.left} ${at}H${right}" stroke="#d0d7de"/>`,
      `<text x="${frame.left - 8}" y="${at + 4}" text-anchor="end">${text}</text>`,
    ]),
    ...across.marks.flatMap(({ at, text }) => [
      `<path d="M${at} ${bottom}v5" stroke="#57606a"/>`,
      `<text x="${at}" y="${bottom + 18}" text-anchor="middle">${text}</text>`,
    ]),
    `<path d="M${frame.left} ${bottom}H${right}" stroke="#57606a"/>`,
    `<text x="${(frame.left + right) / 2}" y="${height - 10}" text-anchor="middle">${escaped(x.label)}</text>`,
    `<text x="16" y="${(frame.top + bottom) / 2}" text-anchor="middle" transform="rotate(-90 16 ${(frame.top + bottom) / 2})">${escaped(y.label)}</text>`,
    ...series.flatMap((each, i) => drawn(each, colours[i % colours.length] ?? '', across, up)),
    ...names(series, up),
    '</svg>',
    '',
  ].join('\n');
}

function drawn({ points }: Series, colour: string, across: Scale, up: Scale): string[] {
  const places = points.map(([x, y]) => [across.place(x), up.place(y)] as const);
  const path = places.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return [
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3.5" fill="${colour}"/>`),
  ];
}

/** Writes each line's name beside its end, and one below the other where lines end together. */
function names(series: readonly Series[], up: Scale): string[] {
  const ends = series
    .map(({ name, points }, i) => ({ name, i, y: up.place(points.at(-1)?.[1] ?? 0) }))
    .sort((a, b) => a.y - b.y);
  let above = Number.NEGATIVE_INFINITY;
  return ends.map(({ name, i, y }) => {
    above = Math.max(y + 4, above + 15);
    const colour = colours[i % colours.length];
    return `<text x="${width - frame.right + 10}" y="${above}" fill="${colour}">${escaped(name)}</text>`;
  });
}

interface Scale {
  place(value: number): number;
  readonly marks: readonly { readonly at: number; readonly text: string }[];
}

function scale(
  { log = false }: Axis,
  values: readonly number[],
  [from, to]: [number, number],
): Scale {
  const ticks = log ? [...new Set(values)].sort((a, b) => a - b) : round(Math.max(...values));
  const measure = (value: number) => (log ? Math.log(value) : value);
  const [low, high] = [measure(ticks[0] ?? 0), measure(ticks.at(-1) ?? 1)];
  const place = (value: number) => {
    const share = high === low ? 0.5 : (measure(value) - low) / (high - low);
    return Math.round((from + share * (to - from)) * 10) / 10;
  };
  const marks = ticks.map((value) => ({ at: place(value), text: short(value) }));
  return { place, marks: marks.filter(({ at }, i) => i === 0 || apart(at, marks.slice(0, i))) };
}

/** True where a mark's text has room beside the marks before it. */
function apart(at: number, before: readonly { readonly at: number }[]): boolean {
  return before.every((other) => Math.abs(at - other.at) >= room);
}

/** Marks from 0 to past the largest value, in about five steps of 1, 2 or 5 times a power of ten. */
function round(largest: number): number[] {
  const rough = Math.max(largest, 1e-9) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10) * power;
  return Array.from({ length: Math.ceil(largest / step - 1e-9) + 1 }, (_, i) => i * step);
}

function short(value: number): string {
  return (value < 10 ? Number(value.toPrecision(3)) : Math.round(value)).toLocaleString('en');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
