/** Every sentence that a phone can show, by language. */
import type { Language } from '../../core/language.ts';
import { ar } from './ar.ts';
import { en, type Texts } from './en.ts';
import { fr } from './fr.ts';
import { sw } from './sw.ts';

export type { Texts };

export const texts: Readonly<Record<Language, Texts>> = { en, sw, fr, ar };
