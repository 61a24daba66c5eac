/** `npm run test:quick`: of each room the tests that need no Redis, no browser and no other process, and that take no longer
 * than a second or two. A test holds it to the first. */
const { projects } = require('../jest.config.js')
const main = projects.find(({ displayName }) => displayName === 'main')

module.exports = {
  ...main,
  displayName: 'quick',
  testMatch: [
    'error-text',
    'contract/memory-store*',
    'http/{account-answers,account-password-malformed,changed-notice,failures,first-request,hosts-mistakes}',
    'http/{network,page-frames,pages,parsed-bodies,stored-numbers}',
    'identity-server/{client,decide,guarded-addresses,guarded-fetch,questions,reachability,special-addresses,trusted}',
    'messages/{brand-name,check-words,content-security,language,overrides,pages,requester,reset-pages,sms,way-on}',
    'options/*',
    'proof/while-held',
    'proxy/{asked-again,close,mix-ups,submit-token,trusted-function}',
    'senders/{gsm7,http-answer,message-check,options,outbox,sender}',
    'sessions/{account-holds,guessing-odds,secrets,store-options,two-servers,typed-code,validation-sessions}',
    'threepids/{canonical-address,canonical-threepid,phone-number}',
  ].map((path) => `<rootDir>/test/${path}.test.ts`),
}
