import { afterEach, expect, test, vi } from 'vitest';
import { alert, log } from '../../../edge/telemetry/log.ts';

afterEach(() => void vi.restoreAllMocks());

test('no line of the log is as long as what somebody sent', () => {
  const lines: string[] = [];
  for (const write of ['log', 'error'] as const) {
    vi.spyOn(console, write).mockImplementation((line) => void lines.push(String(line)));
  }
  log('callback_refused', { why: 'x'.repeat(100_000), count: 7 });
  alert('turn_failed', new Error('y'.repeat(100_000)));
  alert('turn_failed', 'z'.repeat(100_000));
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    expect(line.length).toBeLessThan(1_000);
    expect(JSON.parse(line)).toMatchObject({ event: expect.any(String) });
  }
});
