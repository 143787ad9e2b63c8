/** The windows of limits: days, weeks and months of the market's calendar. */

/** The first day of each current window, as an ISO date. */
export interface Windows {
  readonly day: string;
  /** A Monday (ISO 8601). */
  readonly week: string;
  readonly month: string;
}

/** The windows that contain a day of the market's calendar (ISO date, as `localTime` returns it). */
export function windowsOf(day: string): Windows {
  const at = Date.parse(`${day}T00:00:00Z`);
  const sinceMonday = (new Date(at).getUTCDay() + 6) % 7;
  const monday = new Date(at - sinceMonday * 24 * 60 * 60 * 1000);
  return { day, week: monday.toISOString().slice(0, 10), month: `${day.slice(0, 8)}01` };
}
