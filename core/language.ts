/** The languages that Tuma speaks. A market chooses some of them, the first by default. */
export const languages = ['en', 'sw', 'fr'] as const;

export type Language = (typeof languages)[number];
