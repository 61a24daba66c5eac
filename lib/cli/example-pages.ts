import type { Messages, PageContent, PageValues } from '../messages/values/message-values'
import type { PageForm } from '../messages/values/page-form'
import { flows, type Flow } from '../threepids/flow'
import type { Medium } from '../threepids/threepid'
import { requesterFrom, type Example, type OnePage, type Preview } from './example-values'

type Kind = PageValues['page']
type Of<K extends Kind> = Extract<OnePage, { readonly page: K }>
type Named<K extends Kind> = readonly [name: string, values: Of<K>]

/** Leads nowhere: it is a preview. */
const form: PageForm = { action: '#', fields: {} }
const media = ['email', 'msisdn'] as const

/** Every page that there is: the compiler misses a kind that is forgotten. */
export function pagePreviews(messages: Messages, example: Example): readonly Preview<PageContent>[] {
  const kinds: { readonly [K in Kind]: readonly Named<K>[] } = {
    ...askingPages(example),
    ...endPages(example),
    ...resetPages(example),
  }
  return (Object.values(kinds).flat() as readonly Named<Kind>[]).map(([name, values]) => ({
    name: `page-${name}`,
    make: () => messages.page(values),
  }))
}

function perFlow<K extends Kind>(name: string, make: (about: { flow: Flow; medium: Medium }) => Of<K>): Named<K>[] {
  return flows.flatMap((flow) => media.map((medium): Named<K> => [`${name}-${flow}-${medium}`, make({ flow, medium })]))
}

function perMedium<K extends Kind>(name: string, make: (about: { medium: Medium }) => Of<K>): Named<K>[] {
  return media.map((medium): Named<K> => [`${name}-${medium}`, make({ medium })])
}

function askingPages(example: Example) {
  const { language, userId, now } = example
  const who = (flow: Flow) => ({ language, requester: requesterFrom(example), ...(flow === 'password' && { userId }) })
  const code = { language, page: 'code', form, stop: form, digits: 6, expiresAt: now + 540_000 } as const
  return {
    confirm: [false, true].flatMap((confirmed) =>
      perFlow<'confirm'>(confirmed ? 'confirm-again' : 'confirm', (about) => {
        return { ...about, ...who(about.flow), page: 'confirm', confirmed, confirm: form, notMe: form }
      }),
    ),
    stop: perFlow<'stop'>('stop', (about) => ({ ...about, ...who(about.flow), page: 'stop', stop: form })),
    code: [
      ...perFlow<'code'>('code', (about) => ({ ...code, ...about, wrong: false })),
      ...perFlow<'code'>('code-wrong', (about) => ({ ...code, ...about, wrong: true })),
      ...perFlow<'code'>('code-not-a-code', (about) => ({ ...code, ...about, wrong: false, notACode: true })),
    ],
  }
}

function endPages({ language }: Example) {
  const again = { startAgain: form, tryAgain: form }
  return {
    done: [
      ...perFlow<'done'>('done', (about) => ({ ...about, language, page: 'done' })),
      ['done-on-reset-page', { language, page: 'done', flow: 'password', medium: 'email', goOn: form }] as const,
    ],
    'not-me': [false, true].flatMap((mayBeUsed) =>
      perFlow<'not-me'>(mayBeUsed ? 'not-me-used' : 'not-me', (about) => {
        return { ...about, language, page: 'not-me', mayBeUsed }
      }),
    ),
    stopped: perFlow<'stopped'>('stopped', (about) => ({ ...about, language, page: 'stopped' })),
    expired: perMedium<'expired'>('expired', (about) => ({ ...about, language, page: 'expired' })),
    wrong: perMedium<'wrong'>('wrong', (about) => ({ ...about, language, page: 'wrong' })),
    'too-many-tries': [
      ['too-many-tries', { language, page: 'too-many-tries', waitMs: 540_000 }],
      ['too-many-tries-on-reset-page', { language, page: 'too-many-tries', startAgain: form }],
    ],
    limited: [['limited', { language, page: 'limited', retryAfterMs: 300_000, ...again }]],
    unavailable: [['unavailable', { language, page: 'unavailable', ...again }]],
    error: [['error', { language, page: 'error', errcode: 'M_INVALID_PARAM', startAgain: form }]],
  } as const satisfies { readonly [K in Kind]?: readonly Named<K>[] }
}

function resetPages({ language, userId, now }: Example) {
  const ask = { language, page: 'reset-ask', email: form, msisdn: { form, countries: ['GB', 'IE'] } } as const
  const masked = (medium: Medium) => (medium === 'email' ? 'a…@example.org' : '…56')
  const sent = ({ medium }: { medium: Medium }) => {
    const about = { language, medium, maskedAddress: masked(medium), concealed: false }
    return { ...about, sendAgain: form, startAgain: form, reload: form, confirmed: false }
  }
  const code = { page: 'reset-code', form, digits: 6, expiresAt: now + 540_000, wrong: false } as const
  const password = { language, page: 'reset-password', userId, form, startAgain: form } as const
  const problems = ['invalid', 'unknown', 'denied', 'not-sent'] as const
  return {
    'reset-ask': [
      ['reset-ask', ask],
      ...problems.flatMap((reason) =>
        perMedium<'reset-ask'>(`reset-ask-${reason}`, ({ medium }) => ({ ...ask, problem: { medium, reason } })),
      ),
    ],
    'reset-sent': [
      ...perMedium<'reset-sent'>('reset-sent', (about) => ({ ...sent(about), page: 'reset-sent' })),
      ...perMedium<'reset-sent'>('reset-sent-not-yet', (about) => {
        return { ...sent(about), page: 'reset-sent', hasLooked: true }
      }),
    ],
    'reset-code': [
      ...perMedium<'reset-code'>('reset-code', (about) => ({ ...sent(about), ...code })),
      ...perMedium<'reset-code'>('reset-code-wrong', (about) => ({ ...sent(about), ...code, wrong: true })),
      ...perMedium<'reset-code'>('reset-code-expired', (about) => ({ ...sent(about), ...code, over: 'expired' })),
    ],
    'reset-password': [
      ...perMedium<'reset-password'>('reset-password', (about) => ({ ...password, ...about })),
      ...perMedium<'reset-password'>('reset-password-different', (about) => {
        return { ...password, ...about, problem: 'different' }
      }),
    ],
    'reset-done': [
      ['reset-done', { language, page: 'reset-done', userId, loggedOut: true, startAgain: form }],
      ['reset-done-stayed-in', { language, page: 'reset-done', userId, loggedOut: false, startAgain: form }],
    ],
    'reset-start-again': [
      ['reset-start-again', { language, page: 'reset-start-again', startAgain: form }],
      ['reset-password-over', { language, page: 'reset-start-again', mayBeDone: true, startAgain: form }],
    ],
    'reset-forbidden': [['reset-forbidden', { language, page: 'reset-forbidden', startAgain: form }]],
  } as const satisfies { readonly [K in Kind]?: readonly Named<K>[] }
}
