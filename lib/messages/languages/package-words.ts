import type { Words } from '../words'
import { ar } from './ar'
import { de } from './de'
import { en } from './en'
import { es } from './es'
import { fr } from './fr'
import { ja } from './ja'

/** Every language of the package, English first. */
export const packageWords: readonly [Words, ...Words[]] = [en, de, fr, es, ar, ja]
