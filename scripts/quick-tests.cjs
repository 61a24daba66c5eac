/** `npm run test:quick`: the tests of each room that need no Redis, no browser and no other process, and that take at most a
 * second or two. A test checks that they start none of these. */
const { projects } = require('../jest.config.js')
const main = projects.find(({ displayName }) => displayName === 'main')

module.exports = {
  ...main,
  displayName: 'quick',
  // Jest would leave one core free for its watch mode, which is not used here.
  maxWorkers: '100%',
  testMatch: [
    'error-text',
    'contract/memory-store*',
    'http/{account-password-malformed,account-password-notice,body-parsed,first-request,network}',
    'http/{request-token-stored-numbers,routes-failures,routes-hosts-mistakes,routes-page-frames,routes-pages}',
    'identity-server/{client,decide,guarded-fetch,guarded-lookup,questions,reachability,special-addresses,trusted}',
    'messages/{check-words,content-security,language,override,pages,pages-way-on,requester,reset-pages,sms}',
    'messages/visible-text-brand-name',
    'options/*',
    'proof/account-claim-while-held',
    'proxy/{asked-again,close,mix-ups,submit-token,trusted-function}',
    'senders/{gsm7,http-answer,message-check,options,outbox,sender}',
    'sessions/{account-holds,redis-store-options,secrets,tags-two-servers,typed-code,validation-sessions}',
    'threepids/{canonical-address,phone-number}',
  ].map((path) => `<rootDir>/test/${path}.test.ts`),
}
