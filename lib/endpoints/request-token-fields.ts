import type { Context } from '../context'
import type { Fields } from '../http/body'
import { takeFields } from '../http/fields'
import { checkOpaqueId, checkSendAttempt, invalid } from '../http/grammar'
import type { ResetPageOrigin } from '../sessions/session-data'
import { typedEmailAddress } from '../threepids/email-address'
import { isCountry, parseDialledNumber } from '../threepids/phone-number'
import type { Flow } from '../threepids/flow'
import type { Medium, Threepid } from '../threepids/threepid'
import { checkNextLink } from './next-link'

const common = {
  client_secret: { type: 'string', required: true },
  send_attempt: { type: 'number', required: true },
  next_link: { type: 'string' },
  id_server: { type: 'string' },
  id_access_token: { type: 'string' },
} as const
const emailRules = { email: { type: 'string', required: true }, ...common } as const
const msisdnRules = {
  country: { type: 'string', required: true },
  phone_number: { type: 'string', required: true },
  ...common,
} as const

/** The fields of a `requestToken` request, checked. */
export interface TokenRequestFields {
  readonly flow: Flow
  readonly threepid: Threepid
  /** Of a phone number: the country that it belongs to. */
  readonly country: string | undefined
  readonly clientSecret: string
  readonly sendAttempt: number
  readonly nextLink: string | undefined
  readonly idServer: string | undefined
  readonly idAccessToken: string | undefined
  /** Present if a person asked on the reset page. */
  readonly resetPage?: ResetPageOrigin | undefined
}

/** @throws MatrixError 400 for the first field that is wrong */
export function tokenRequestFields(flow: Flow, medium: Medium, body: Fields, context: Context): TokenRequestFields {
  return { flow, ...(medium === 'email' ? emailFields(body, context) : msisdnFields(body, context)) }
}

type OfAnyFlow = Omit<TokenRequestFields, 'flow'>

function emailFields(body: Fields, context: Context): OfAnyFlow {
  const fields = takeFields(body, emailRules, 'M_MISSING_PARAM')
  const checked = commonFields(fields, context)
  const address = typedEmailAddress(fields.email)
  if (address === undefined) throw invalid('That is not an email address that mail can be sent to')
  return { ...checked, threepid: { medium: 'email', address }, country: undefined }
}

function msisdnFields(body: Fields, context: Context): OfAnyFlow {
  const fields = takeFields(body, msisdnRules, 'M_MISSING_PARAM')
  const checked = commonFields(fields, context)
  if (!isCountry(fields.country)) throw invalid('country must be two capital letters, such as GB')
  const number = parseDialledNumber({ country: fields.country, phoneNumber: fields.phone_number })
  if (number === undefined) throw invalid('That is not a mobile number that can be texted')
  return { ...checked, threepid: { medium: 'msisdn', address: number.address }, country: number.country }
}

function commonFields(
  fields: {
    readonly client_secret: string
    readonly send_attempt: number
    readonly next_link: string | undefined
    readonly id_server: string | undefined
    readonly id_access_token: string | undefined
  },
  { settings }: Context,
) {
  return {
    clientSecret: checkOpaqueId('client_secret', fields.client_secret),
    sendAttempt: checkSendAttempt(fields.send_attempt),
    nextLink: fields.next_link === undefined ? undefined : checkNextLink(fields.next_link, settings),
    idServer: fields.id_server,
    // Empty is the same as absent.
    idAccessToken: fields.id_access_token === '' ? undefined : fields.id_access_token,
  }
}
