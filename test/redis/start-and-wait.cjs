// A process that starts a server and then hangs, for the test that kills it. Node reads no TypeScript, hence the hook.
const { readFileSync } = require('node:fs')
const ts = require('typescript')

require.extensions['.ts'] = (module, filename) => {
  const { outputText } = ts.transpileModule(readFileSync(filename, 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  })
  module._compile(outputText, filename)
}

const { newServerDirectory, startServerProcess } = require('./server-process.ts')

async function main() {
  const directory = await newServerDirectory()
  const { pid } = await startServerProcess(['--port', '0', '--unixsocket', 'socket', '--save', ''], { directory })
  process.stdout.write(JSON.stringify({ pid, directory }) + '\n')
  setInterval(() => undefined, 60_000)
}
void main()
