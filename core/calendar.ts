/** Days and moments as people write them. A day that does not exist is no date: `Date` would take 30 February for one in March. */

/** True for an ISO date ("2024-02-29") of the calendar, from the year 1 on. */
export function isDay(iso: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(iso) || iso.startsWith('0000')) return false;
  const at = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(iso);
}
