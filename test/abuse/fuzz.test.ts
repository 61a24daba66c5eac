import { fuzz } from './fuzz'

/**
 * By hand with any number, and a seed that a failure has printed:
 * `FUZZ_REQUESTS=1000000 FUZZ_SEED=7 npx jest --selectProjects main --testPathPatterns test/abuse/fuzz`
 */
const requests = Number(process.env['FUZZ_REQUESTS'] ?? 20_000)
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

/** What must have come up, or the fuzzer never gets behind the first checks. */
const expected = [
  ...['requestToken 200', 'requestToken 400 M_NOT_JSON', 'requestToken 400 M_BAD_JSON', 'requestToken 413 M_TOO_LARGE'],
  ...['requestToken 415 M_NOT_JSON', 'requestToken 400 M_MISSING_PARAM', 'requestToken 400 M_INVALID_PARAM'],
  ...['requestToken 400 M_THREEPID_NOT_FOUND', 'requestToken 403 M_THREEPID_DENIED', 'requestToken 405 M_UNRECOGNIZED'],
  ...['requestToken 429 M_LIMIT_EXCEEDED', 'submitToken 200', 'submitToken 302', 'submitToken page 200'],
  ...['submitToken page 400', 'submitToken 400 M_TOKEN_INCORRECT', 'submitToken 400 M_SESSION_EXPIRED'],
  ...['submitToken 400 M_MISSING_PARAMS', 'submitToken 400 M_INVALID_PARAM', 'submitToken 405 M_UNRECOGNIZED'],
  ...[
    'confirm 200',
    'confirm page 200',
    'confirm page 400',
    'confirm 400 M_TOKEN_INCORRECT',
    'confirm 400 M_SESSION_EXPIRED',
  ],
  ...['password 200', 'password 401 M_UNAUTHORIZED', 'password 400 M_WEAK_PASSWORD', 'password 400 M_BAD_JSON'],
  ...['fell through', 'refused', 'refused by Node', 'OPTIONS'],
]

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Map.prototype]
const shapeOf = () => prototypes.map((prototype) => Reflect.ownKeys(prototype).map(String).sort())

test(
  'whatever is sent is answered as the table has it, and does nothing else',
  async () => {
    const before = shapeOf()
    const { tally, failures, messages, events, errorLines } = await fuzz({ seed, requests })
    expect(failures).toEqual([])
    expect(expected.filter((answered) => !tally.has(answered))).toEqual([])
    expect(shapeOf()).toEqual(before)
    // A message has gone to nobody but those who have accounts, at the address that is stored.
    expect(messages.length).toBeGreaterThan(requests / 100)
    const strangers = messages.filter(({ to }) => !/^(?:user-\d{1,2}@example\.org|\+447400123\d{3})$/.test(to))
    expect(strangers).toEqual([])
    expect(events.filter((event) => event.type === 'refused' && event.status >= 500)).toEqual([])
    expect(errorLines).toEqual([])
  },
  60_000 + requests * 5,
)
