import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import commonjs from '@rollup/plugin-commonjs'
import json from '@rollup/plugin-json'
import resolve from '@rollup/plugin-node-resolve'
import { build, type BuildOptions } from 'esbuild'
import { rollup } from 'rollup'
import { plainEnvironment } from '../package/packed'
import { createConsumer, type Consumer } from './consumer'

const formats = ['esm', 'cjs'] as const
type Format = (typeof formats)[number]

/** Express and others require Node's own modules, which ES modules can't: what esbuild's users put in front. */
const requireForEsm = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`

type Outfiles = Readonly<Record<Format, string>>

async function byEsbuild(entry: string, outfiles: Outfiles): Promise<void> {
  const common: BuildOptions = {
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  }
  await build({ ...common, format: 'esm', outfile: outfiles.esm, banner: { js: requireForEsm } })
  await build({ ...common, format: 'cjs', outfile: outfiles.cjs })
}

async function byRollup(entry: string, outfiles: Outfiles): Promise<void> {
  const bundle = await rollup({
    input: entry,
    plugins: [resolve({ preferBuiltins: true, exportConditions: ['node'] }), commonjs(), json()],
    logLevel: 'silent',
    // What is left out is not what is tested, and looking for it takes most of the time.
    treeshake: false,
  })
  for (const format of formats) await bundle.write({ file: outfiles[format], format, inlineDynamicImports: true })
  await bundle.close()
}

let consumer: Consumer
let alone: string

beforeAll(async () => {
  const libraries = ['express', 'ioredis', 'nodemailer', '@sendgrid/mail', '@vonage/sms@1.21.0', '@vonage/auth@1.15.0']
  const versionOf = (library: string) => /.@(.+)$/.exec(library)?.[1] ?? '*'
  const nameOf = (library: string) => library.replace(/(.)@.+$/, '$1')
  consumer = await createConsumer(Object.fromEntries(libraries.map((each) => [nameOf(each), versionOf(each)])))
  alone = await mkdtemp(join(tmpdir(), 'bundled-'))
}, 180_000)

afterAll(async () => {
  await consumer.remove()
  await rm(alone, { recursive: true, force: true })
})

const bundlers = { esbuild: byEsbuild, rollup: byRollup }

test.each(['esbuild', 'rollup'] as const)(
  'bundled by %s, as ESM and CommonJS, and run where no library is installed: a reset by each sender',
  async (bundler) => {
    const folderOf = (format: Format) => join(alone, `${bundler}-${format}`)
    const outfiles = { esm: join(folderOf('esm'), 'index.mjs'), cjs: join(folderOf('cjs'), 'index.cjs') }
    await bundlers[bundler](consumer.path('every-library', 'resets.js'), outfiles)
    for (const format of formats) {
      const { stdout } = await promisify(execFile)(process.execPath, [outfiles[format]], {
        cwd: folderOf(format),
        env: plainEnvironment(),
      })
      expect(JSON.parse(stdout)).toMatchObject({
        smtp: '@smtp:example.org',
        sendgrid: '@sendgrid:example.org',
        vonage: '@vonage:example.org',
      })
    }
  },
  180_000,
)
