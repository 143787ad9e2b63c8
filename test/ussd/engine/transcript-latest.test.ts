/** New turns and retries of carriers that send only the last input. */
import { describe, expect, test } from 'vitest';
import {
  classify,
  type Latest,
  remember,
  type SeenTurns,
  type TurnKind,
} from '../../../ussd/engine/transcript.ts';
import { tag } from '../../support/phone/phone.ts';

const service = '*334#';

/** A session on such a carrier; its replies are numbered, and come 100 ms after their turns. */
class Line {
  seen: SeenTurns | undefined;
  #replies = 0;
  readonly #unnamed: boolean;

  constructor({ unnamed = false } = {}) {
    this.#unnamed = unnamed;
  }

  says(
    at: number,
    event: Latest['event'],
    input: string,
    turnId?: string,
    ends = false,
  ): TurnKind | string {
    const turn = { event, input, service, turnId, unnamed: this.#unnamed, at };
    const verdict = classify(this.seen, turn, tag);
    if (verdict.kind === 'repeat' || verdict.kind === 'stale') {
      return `${verdict.kind} of ${verdict.reply.text}`;
    }
    if (verdict.kind === 'new') {
      this.#replies += 1;
      const reply = { text: String(this.#replies), end: ends };
      this.seen = remember(verdict.restart ? undefined : this.seen, turn, tag, reply, at + 100);
    }
    return verdict;
  }

  hangsUp(): void {
    if (this.seen) this.seen = { ...this.seen, ended: true };
  }
}

const answer = (input: string) => ({ kind: 'new', answers: { mode: 'single', parts: [input] } });
const opening = (...parts: string[]) => ({ kind: 'new', answers: { mode: 'forward', parts } });
const again = (...parts: string[]) => ({ ...opening(...parts), restart: true });

describe('the first turn', () => {
  test.each([
    ['*334#', []],
    ['*334', []],
    ['334', []],
    ['334#', []],
    ['', []],
    ['*334*1*0711987654#', ['1', '0711987654']],
    ['334*1', ['1']],
    ['1*0711987654', ['1', '0711987654']],
    ['1*0711987654#', ['1', '0711987654']],
    ['11005', ['11005']],
    ['*713*20#', []],
    ['*3341*1#', []],
  ])('"%s" brings %j', (input, parts) => {
    expect(new Line().says(0, 'start', input)).toEqual(opening(...parts));
    expect(new Line().says(0, 'turn', input)).toEqual(opening(...parts));
  });

  test('separates a service code of several parts from the answers behind it', () => {
    const turn = { event: 'start', input: '*713*20*1#', service: '*713*20#', at: 0 } as const;
    expect(classify(undefined, turn, tag)).toEqual(opening('1'));
  });

  test('cannot be an answer: we do not know the question', () => {
    expect(new Line().says(0, 'input', '7391')).toEqual({ kind: 'ended' });
  });
});

describe('an answer', () => {
  test('is one answer, with stars in it or without', () => {
    const line = new Line();
    line.says(0, 'start', '*334#');
    expect(line.says(5_000, 'input', '1')).toEqual(answer('1'));
    expect(line.says(9_000, 'input', '1*2#')).toEqual(answer('1*2#'));
    expect(line.says(14_000, 'input', '')).toEqual(answer(''));
  });

  test('after the end is not taken', () => {
    const line = new Line();
    line.says(0, 'start', '*334#');
    line.says(5_000, 'input', '1', undefined, true);
    expect(line.says(9_000, 'input', '2')).toEqual({ kind: 'ended' });
  });

  test('after the carrier said that the session is over is not taken', () => {
    const line = new Line();
    line.says(0, 'start', '*334#');
    line.hangsUp();
    expect(line.says(9_000, 'input', '1')).toEqual({ kind: 'ended' });
  });
});

describe('without a turn id', () => {
  test('the newest input is a retry until two seconds after its reply, and an answer later', () => {
    const line = new Line();
    line.says(0, 'start', '*334#');
    line.says(5_000, 'input', '1');
    expect(line.says(5_050, 'input', '1')).toBe('repeat of 2');
    expect(line.says(7_100, 'input', '1')).toBe('repeat of 2');
    expect(line.says(7_101, 'input', '1')).toEqual(answer('1'));
  });

  test('an older input is an answer', () => {
    const line = new Line();
    line.says(0, 'start', '*334#');
    line.says(5_000, 'input', '1');
    line.says(5_500, 'input', '2');
    expect(line.says(5_600, 'input', '1')).toEqual(answer('1'));
  });

  test('after the end, the newest input is always a retry', () => {
    const line = new Line();
    line.says(0, 'start', '*334#');
    line.says(5_000, 'input', '7391', undefined, true);
    expect(line.says(300_000, 'input', '7391')).toBe('repeat of 2');
  });
});

describe('with the carrier’s turn id', () => {
  test('that has shown to tell turns apart, a retry is recognised however late, and the same input with another id is an answer', () => {
    const line = new Line();
    line.says(0, 'start', '*334#', '1');
    expect(line.says(1_000, 'input', '1', '2')).toEqual(answer('1'));
    expect(line.says(1_010, 'input', '1', '3')).toEqual(answer('1'));
    expect(line.says(90_000, 'input', '1', '3')).toBe('repeat of 3');
    expect(line.says(90_000, 'input', '1', '2')).toBe('stale of 2');
    expect(line.says(90_000, 'start', '*334#', '1')).toBe('stale of 1');
  });

  test('an id that comes with different inputs is ignored, and time decides', () => {
    const line = new Line();
    line.says(0, 'start', '', '0');
    expect(line.says(5_000, 'input', '2', '0')).toEqual(answer('2'));
    expect(line.says(5_200, 'input', '2', '0')).toBe('repeat of 2');
    expect(line.says(9_000, 'input', '2', '0')).toEqual(answer('2'));
  });

  test('a mark is believed once two turns have had different ones; before, time decides', () => {
    const same = new Line();
    same.says(0, 'start', '*334#');
    expect(same.says(5_000, 'input', '6', '1')).toEqual(answer('6'));
    expect(same.says(7_100, 'input', '6', '1')).toBe('repeat of 2');
    expect(same.says(7_300, 'input', '6', '1')).toEqual(answer('6'));
    expect(same.says(12_000, 'input', '1', '1')).toEqual(answer('1'));
    expect(same.says(12_050, 'input', '1', '1')).toBe('repeat of 4');
    expect(same.says(19_000, 'input', '1', '1')).toEqual(answer('1'));
    const counting = new Line();
    counting.says(0, 'start', '*334#');
    counting.says(5_000, 'input', '6', '1');
    counting.says(9_000, 'input', '6', '2');
    expect(counting.says(90_000, 'input', '6', '2')).toBe('repeat of 3');
    expect(counting.says(90_000, 'input', '6', '1')).toBe('stale of 2');
  });

  test('a gateway with one mark for all cannot pay twice: a session is over after its payment', () => {
    const line = new Line();
    line.says(0, 'start', '*334*1*0711987654*500#');
    expect(line.says(5_000, 'input', '7391', '0', true)).toEqual(answer('7391'));
    for (const at of [5_050, 7_000, 9_000, 300_000]) {
      expect(line.says(at, 'input', '7391', '0')).toBe('repeat of 2');
    }
    expect(line.says(9_000, 'input', '1', '0')).toEqual({ kind: 'ended' });
  });

  test('a session id that is used again with the same mark begins anew', () => {
    const line = new Line();
    line.says(0, 'start', '', '0');
    line.says(5_000, 'input', '1', '0');
    line.hangsUp();
    expect(line.says(60_000, 'start', '', '0')).toEqual(again());
    expect(line.says(70_000, 'input', '1', '0')).toEqual(answer('1'));
  });
});

describe('a start of a session that we know', () => {
  test('is a retry of its first turn as long as there was no other turn', () => {
    const line = new Line();
    line.says(0, 'start', '*334#');
    expect(line.says(60_000, 'start', '*334#')).toBe('repeat of 1');
  });

  test('starts a new session if the known one went on, ended or began differently', () => {
    const [further, ended, other] = [new Line(), new Line(), new Line()];
    for (const line of [further, ended, other]) line.says(0, 'start', '*334#');
    further.says(5_000, 'input', '1');
    expect(further.says(9_000, 'start', '*334#')).toEqual(again());
    expect(further.says(15_000, 'input', '2')).toEqual(answer('2'));
    ended.hangsUp();
    expect(ended.says(9_000, 'start', '*334#')).toEqual(again());
    expect(other.says(200, 'start', '*334*2#')).toEqual(again('2'));
  });
});

describe('a carrier without session ids', () => {
  const unnamed = () => {
    const line = new Line({ unnamed: true });
    line.says(0, 'turn', '*334#');
    line.says(5_000, 'turn', '1');
    return line;
  };

  test('goes on with the session of the number', () => {
    expect(unnamed().says(9_000, 'turn', '0711987654')).toEqual(answer('0711987654'));
    expect(unnamed().says(9_000, 'turn', '334')).toEqual(answer('334'));
  });

  test('begins anew with the code, after the end, and when no session can be that old', () => {
    expect(unnamed().says(9_000, 'turn', '*334#')).toEqual(again());
    expect(unnamed().says(9_000, 'turn', '*334*2#')).toEqual(again('2'));
    expect(unnamed().says(9_000, 'turn', '*3345#')).toEqual(answer('*3345#'));
    const over = unnamed();
    over.hangsUp();
    expect(over.says(9_000, 'turn', '*334*2#')).toEqual(again('2'));
    expect(unnamed().says(180_101, 'turn', '*334*2#')).toEqual(again('2'));
  });

  test('sends the last turn again within two seconds of its reply, also of the end', () => {
    const line = unnamed();
    line.says(9_000, 'turn', '7391', undefined, true);
    expect(line.says(10_000, 'turn', '7391')).toBe('repeat of 3');
  });
});

test('the record of turns holds nothing that was typed', () => {
  const line = new Line();
  line.says(0, 'start', '*334*1*0711987654#', '1');
  line.says(5_000, 'input', '4821', '2');
  expect(JSON.stringify(line.seen)).not.toMatch(/4821|0711987654/);
});
