import type { Words } from '../words/words'
import { ar } from './ar'
import { de } from './de'
import { en } from './en'
import { es } from './es'
import { fr } from './fr'
import { it } from './it'
import { ja } from './ja'
import { nl } from './nl'
import { pl } from './pl'
import { pt } from './pt'
import { zhHans } from './zh-Hans'

/** Every language of the package, English first. */
export const packageWords: readonly [Words, ...Words[]] = [en, de, fr, es, ar, ja, pt, it, nl, pl, zhHans]
