// Protections in lib/endpoints/reset-page/.

/** @type {import('../protections.mjs').Protection[]} */
export const resetPage = [
  {
    name: 'Malformed passwords of the reset page are limited',
    file: 'lib/endpoints/reset-page/password.ts',
    find: 'await countedUnreadable(readJsonOrForm(exchange.request, exchange.response), exchange, context)',
    replace:
      'await countedUnreadable(Promise.resolve(await readJsonOrForm(exchange.request, exchange.response)), exchange, context)',
    tests: ['test/http/reset-page/ask.test.ts'],
  },
  {
    name: 'The browser that asked for a link does not get the password form',
    file: 'lib/endpoints/reset-page/password.ts',
    find: "progress?.step === 'proved' ? progress.credentials : undefined",
    replace: 'progress?.credentials',
    tests: ['test/http/reset-page/reset-page.test.ts'],
  },
  {
    name: "Loading the reset page's pages is limited per reset",
    file: 'lib/endpoints/reset-page/routes.ts',
    find: 'await countedLook(progress.credentials, exchange, context)',
    replace: 'await context.sessions.look(progress.credentials)',
    tests: ['test/http/reset-page/routes-limits.test.ts'],
  },
  {
    name: 'Loading the page of a reset that is over is limited per network',
    file: 'lib/endpoints/reset-page/routes.ts',
    find: '  if (!session) await context.limiters.confirmPage(request, response)\n',
    replace: '',
    tests: ['test/http/reset-page/routes-limits.test.ts'],
  },
  {
    name: 'A form of another site changes nothing on the reset page',
    file: 'lib/endpoints/reset-page/routes.ts',
    find: 'if (isFromOwnPage(exchange.request, settings.publicBaseUrl.origin)) return',
    replace: 'if (settings) return',
    tests: ['test/http/reset-page/reset-page-guards.test.ts'],
  },
  {
    name: 'The browser that asked for a link is not shown the password form',
    file: 'lib/endpoints/reset-page/routes.ts',
    find: "if (progress.step === 'proved') return passwordForm",
    replace: 'if (progress) return passwordForm',
    tests: ['test/http/reset-page/reset-page.test.ts'],
  },
  {
    name: 'The cookie of the reset page is sealed for its place',
    file: 'lib/endpoints/reset-page/progress.ts',
    find: 'this.place = `reset page ${JSON.stringify([href, path])}`',
    replace: "this.place = 'reset page'",
    tests: ['test/http/reset-page/reset-page-guards.test.ts'],
  },
  {
    name: 'The last page is shown to nobody who was not there',
    file: 'lib/endpoints/reset-page/done.ts',
    find: '    if (text === undefined) continue\n',
    replace: '',
    tests: ['test/http/reset-page/reset-page-guards.test.ts'],
  },
]
