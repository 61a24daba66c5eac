// Hello worlds of Express and of node:http: the least that a request costs there.

export function mountHello(app) {
  app.use((_request, response) => response.send('hello'))
}

export function answerHello(request, response) {
  request.resume().on('end', () => response.writeHead(200, { 'content-length': '5' }).end('hello'))
}
