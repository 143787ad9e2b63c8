/** The interface of the engines that are compared, and the screens of the two dialogues that each of them implements. */

/** A turn as Africa's Talking sends it: the text holds all inputs of the session so far, joined by "*". */
export interface Turn {
  readonly sessionId: string;
  /** The number with its "+". */
  readonly phoneNumber: string;
  readonly text: string;
}

export interface Engine {
  /** The reply, "CON …" or "END …". It may never come. */
  turn(turn: Turn): Promise<string>;
  /** The data that the engine keeps between turns, unchanged. */
  held(): unknown;
}

export interface Contender {
  readonly name: string;
  /** Implements `depth` menus, one after the other. Any option leads to the next one, and the last one ends. */
  menus(shape: Shape): Engine;
  /** Implements the dialogue that pays a share to the savings group, with the screens below. */
  shares(bank: Bank): Engine;
}

export interface Shape {
  readonly depth: number;
  /** The options of each menu. */
  readonly options: number;
}

/** Knows the callers by their number with its "+", and answers with a delay. */
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

/** The screens of paying a share. Three of them show the caller's name, which the engine finds by the number. */
export const screens = {
  welcome: (name: string) => `${name}\nYour share of the week`,
  pay: 'Pay',
  enterPin: 'Enter PIN:',
  wrongPin: 'Wrong PIN.',
  sure: (name: string) => `${name}\nPay your share?`,
  confirm: 'Confirm',
  paid: (name: string) => `${name}\nYour share is paid.`,
};

/** A title and its numbered options. */
export function menu(title: string, options: readonly string[]): string {
  return [title, ...options.map((label, index) => `${index + 1}. ${label}`)].join('\n');
}
