import type { Messages, PageContent, PageValues } from '../messages/values/message-values'
import type { PageForm } from '../messages/values/page-form'
import { flows, type Flow } from '../threepids/flow'
import type { Medium } from '../threepids/threepid'
import { requesterFrom, type Example, type ExamplePage, type Preview } from './example-values'

type Kind = PageValues['page']
type ExamplePageOf<K extends Kind> = Extract<ExamplePage, { readonly page: K }>
type Named<K extends Kind> = readonly [name: string, values: ExamplePageOf<K>]

/** A form that leads nowhere, because this is a preview. */
const form: PageForm = { action: '#', fields: {} }
const media = ['email', 'msisdn'] as const

/** Every kind of page. The compiler reports a kind that is missing here. */
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

function perFlow<K extends Kind>(
  name: string,
  make: (subject: { flow: Flow; medium: Medium }) => ExamplePageOf<K>,
): Named<K>[] {
  return flows.flatMap((flow) => media.map((medium): Named<K> => [`${name}-${flow}-${medium}`, make({ flow, medium })]))
}

function perMedium<K extends Kind>(name: string, make: (subject: { medium: Medium }) => ExamplePageOf<K>): Named<K>[] {
  return media.map((medium): Named<K> => [`${name}-${medium}`, make({ medium })])
}

function askingPages(example: Example) {
  const { language, userId, now } = example
  const whose = (flow: Flow) => ({
    language,
    requester: requesterFrom(example),
    ...(flow === 'password' && { userId }),
  })
  const code = { language, page: 'code', form, stop: form, digits: 6, expiresAt: now + 540_000 } as const
  return {
    confirm: [false, true].flatMap((confirmed) =>
      perFlow<'confirm'>(confirmed ? 'confirm-again' : 'confirm', (subject) => {
        return { ...subject, ...whose(subject.flow), page: 'confirm', confirmed, confirm: form, notMe: form }
      }),
    ),
    stop: perFlow<'stop'>('stop', (subject) => ({ ...subject, ...whose(subject.flow), page: 'stop', stop: form })),
    code: [
      ...perFlow<'code'>('code', (subject) => ({ ...code, ...subject, wrong: false })),
      ...perFlow<'code'>('code-wrong', (subject) => ({ ...code, ...subject, wrong: true })),
      ...perFlow<'code'>('code-not-a-code', (subject) => ({ ...code, ...subject, wrong: false, notACode: true })),
    ],
  }
}

function endPages({ language }: Example) {
  const again = { startAgain: form, tryAgain: form }
  return {
    done: [
      ...perFlow<'done'>('done', (subject) => ({ ...subject, language, page: 'done' })),
      ['done-on-reset-page', { language, page: 'done', flow: 'password', medium: 'email', goOn: form }] as const,
    ],
    'not-me': [false, true].flatMap((mayBeUsed) =>
      perFlow<'not-me'>(mayBeUsed ? 'not-me-used' : 'not-me', (subject) => {
        return { ...subject, language, page: 'not-me', mayBeUsed }
      }),
    ),
    stopped: perFlow<'stopped'>('stopped', (subject) => ({ ...subject, language, page: 'stopped' })),
    expired: perMedium<'expired'>('expired', (subject) => ({ ...subject, language, page: 'expired' })),
    wrong: perMedium<'wrong'>('wrong', (subject) => ({ ...subject, language, page: 'wrong' })),
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
    const subject = { language, medium, maskedAddress: masked(medium), concealed: false }
    return { ...subject, sendAgain: form, startAgain: form, reload: form, confirmed: false }
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
      ...perMedium<'reset-sent'>('reset-sent', (subject) => ({ ...sent(subject), page: 'reset-sent' })),
      ...perMedium<'reset-sent'>('reset-sent-not-yet', (subject) => {
        return { ...sent(subject), page: 'reset-sent', hasLooked: true }
      }),
    ],
    'reset-code': [
      ...perMedium<'reset-code'>('reset-code', (subject) => ({ ...sent(subject), ...code })),
      ...perMedium<'reset-code'>('reset-code-wrong', (subject) => ({ ...sent(subject), ...code, wrong: true })),
      ...perMedium<'reset-code'>('reset-code-expired', (subject) => ({ ...sent(subject), ...code, over: 'expired' })),
    ],
    'reset-password': [
      ...perMedium<'reset-password'>('reset-password', (subject) => ({ ...password, ...subject })),
      ...perMedium<'reset-password'>('reset-password-different', (subject) => {
        return { ...password, ...subject, problem: 'different' }
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
