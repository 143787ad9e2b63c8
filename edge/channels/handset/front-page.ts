/** The front page of a local system: its doors, with a word on each. It is not there where real messages are sent. */
import type { Market } from '../../../core/markets/market.ts';

/** HTML without script and without outside hosts. */
export function frontPage(
  origin: string,
  { code, serviceCode }: Pick<Market, 'code' | 'serviceCode'>,
  carriers: readonly string[],
): string {
  const doors = [
    ['GET', '/health', 'tells whether a payment could be taken now'],
    ['POST', '/ussd/africastalking/demo', 'takes a turn of a USSD session'],
    ['POST', '/sms/africastalking/demo/inbound', 'takes an SMS to us'],
    ['GET', '/handset/sms/<number>', 'lists the messages that the simulated network delivered'],
  ] as const;
  const rows = doors.map(
    ([method, path, what]) =>
      `<tr><td>${method}</td><td>${link(method, origin, path)}</td><td>${what}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Tuma</title>
<h1>Tuma</h1>
<p>Market ${code}, service code ${serviceCode}. Every carrier has the token demo: ${carriers.join(', ')}.</p>
<table>
${rows.join('\n')}
</table>
<p>README.md shows a first transfer; edge/local/README.md says who is there.</p>
</html>
`;
}

function link(method: string, origin: string, path: string): string {
  const shown = path.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const isPage = method === 'GET' && shown === path;
  return isPage ? `<a href="${origin}${path}">${origin}${path}</a>` : `${origin}${shown}`;
}
