import { codePage, confirmPage, stopPage } from './confirming-pages'
import { endPage } from './end-pages'
import type { ShownBrand } from '../brand/shown-brand'
import type { PageBody } from './page-parts'
import type { AnyPage } from '../values/page-values'
import { resetPage } from './reset-pages'
import type { Words } from '../words/words'

/** The content of a page, by its kind. */
export function pageBody(words: Words, shownBrand: ShownBrand, page: AnyPage, now: number): PageBody {
  switch (page.page) {
    case 'confirm':
      return confirmPage(words, shownBrand.name, page, now)
    case 'stop':
      return stopPage(words, shownBrand.name, page, now)
    case 'code':
      return codePage(words, shownBrand.name, page, now)
    case 'reset-ask':
    case 'reset-sent':
    case 'reset-code':
    case 'reset-password':
    case 'reset-done':
    case 'reset-start-again':
    case 'reset-forbidden':
      return resetPage(words, shownBrand, page, now)
    case 'done':
    case 'not-me':
    case 'stopped':
    case 'expired':
    case 'wrong':
    case 'too-many-tries':
    case 'limited':
    case 'unavailable':
    case 'error':
      return endPage(words, shownBrand, page)
  }
}
