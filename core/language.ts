/** The languages that Tuma supports. Each market lists some of them; its first is the default. */
export const languages = ['en', 'sw', 'fr'] as const;

export type Language = (typeof languages)[number];
