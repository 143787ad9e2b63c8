/** The carriers of a local system: all of them, each with the token `demo`, and with the settings that one wants to try. */
import { carrierNames } from '../channels/ussd/carriers/index.ts';
import { carrierSettings } from '../channels/ussd/settings.ts';

/** `wanted` is as the secret CARRIERS, without tokens. Throws one sentence that says what is wrong with it. */
export function localCarriers(wanted?: string): string {
  const own = objectOf(wanted || '{}');
  const all: Record<string, unknown> = Object.fromEntries(
    carrierNames.map((name) => [name, { token: 'demo' }]),
  );
  for (const [name, settings] of Object.entries(own)) {
    all[name] = { token: 'demo', ...Object(settings) };
  }
  const text = JSON.stringify(all);
  const wrong = carrierSettings.safeParse(text).error?.issues[0];
  if (wrong) throw new Error(`CARRIERS: ${wrong.path.join('.')}: ${wrong.message}`);
  return text;
}

function objectOf(text: string): object {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new Error('CARRIERS is not JSON');
  }
}
