// CORS headers for every origin, because a client in a browser may come from any (Client-Server API, "Web Browser Clients").

/**
 * @param {import('express').Request} _request
 * @param {import('express').Response} response
 * @param {import('express').NextFunction} next
 */
export function allowEveryOrigin(_request, response, next) {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE, OPTIONS',
    'Access-Control-Allow-Headers': 'X-Requested-With, Content-Type, Authorization',
    'Access-Control-Expose-Headers': 'Retry-After',
  })
  next()
}

/**
 * @param {import('express').Request} request
 * @param {import('express').Response} response
 * @param {import('express').NextFunction} next
 */
export function answerPreflight(request, response, next) {
  if (request.method === 'OPTIONS') response.status(200).json({})
  else next()
}
