/** What every engine is asked to do, and the two dialogues that each has in its own way. */

/** A turn as Africa's Talking sends it: the text holds all inputs of the session so far, joined by "*". */
export interface Turn {
  readonly sessionId: string;
  /** With its "+". */
  readonly phoneNumber: string;
  readonly text: string;
}

export interface Engine {
  /** The reply, "CON …" or "END …". It may never come. */
  turn(turn: Turn): Promise<string>;
  /** What is kept between turns, as it is. */
  held(): unknown;
}

export interface Contender {
  readonly name: string;
  /** `depth` menus, one after the other; any option leads on, and the last to an end. */
  menus(shape: Shape): Engine;
  /** Pays a share to the savings group: see `said`. */
  shares(bank: Bank): Engine;
}

export interface Shape {
  readonly depth: number;
  /** Of each menu. */
  readonly options: number;
}

/** Knows the callers by their number, and takes its time. Numbers are with their "+". */
export interface Bank {
  nameOf(number: string): Promise<string>;
  verify(number: string, pin: string): Promise<boolean>;
  pay(number: string): Promise<void>;
}

export function menuTitle(at: number): string {
  return `Menu ${at}`;
}

export function labels({ options }: Shape): readonly string[] {
  return Array.from({ length: options }, (_, index) => `Option ${index + 1}`);
}

export const lastScreen = 'That is all.';

/** The screens of paying a share. Three of four hold who is calling, as found by their number. */
export const said = {
  welcome: (name: string) => `${name}\nYour share of the week`,
  pay: 'Pay',
  enterPin: 'Enter PIN:',
  wrongPin: 'Wrong PIN.',
  sure: (name: string) => `${name}\nPay your share?`,
  confirm: 'Confirm',
  paid: (name: string) => `${name}\nYour share is paid.`,
};

/** A title, and its options by number. */
export function menu(title: string, options: readonly string[]): string {
  return [title, ...options.map((label, index) => `${index + 1}. ${label}`)].join('\n');
}
