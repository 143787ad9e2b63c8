/** The languages that Tuma supports. Each market lists some of them; its first is the default. */
export const languages = ['en', 'sw', 'fr', 'ar'] as const;

export type Language = (typeof languages)[number];

/** True for languages whose letters GSM-7 lacks: a screen or a message holds half as many of them. */
export const isUcs2 = (language: Language) => language === 'ar';
