/** The keys that move around a conversation. They work wherever they cannot be an answer to the question. */
export const navigationKeys = { more: '98', back: '0', home: '00', language: '99' } as const;

export type NavigationKey = (typeof navigationKeys)[keyof typeof navigationKeys];

/** The keys that each language has a label for. The language key is labelled with the next language's name instead. */
export type LabelledKey = Exclude<NavigationKey, typeof navigationKeys.language>;
