/** The registry of the languages' SMS sentences. A new language is a file beside this one, and a row here. */
import type { Language } from '../language.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { Sentences } from './sentences.ts';
import { sw } from './sw.ts';

export const sentences: Readonly<Record<Language, Sentences>> = { en, sw, fr, ar };
