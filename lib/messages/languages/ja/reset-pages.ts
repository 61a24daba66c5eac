import type { ResetPageWords } from '../../reset-page-words'
import type { Untranslated } from '../untranslated'

export const resetPages: Untranslated<ResetPageWords> = {}
