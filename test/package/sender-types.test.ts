import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packageRoot } from './packed'

/** Whoever uses one sender has neither the types of another's library nor, perhaps, those of Node.js. */
test.each(['sendgrid', 'smtp', 'vonage'])("the types of './%s' are the package's own", (sender) => {
  const files = new Set([join(packageRoot, 'dist', 'senders', `${sender}.d.ts`)])
  for (const file of files) {
    const declarations = readFileSync(file, 'utf8')
    const modules = [...declarations.matchAll(/(?:from|import\(|require\()\s*["']([^"']+)["']/g)].map(
      ([, name = '']) => name,
    )
    expect(modules.filter((name) => !name.startsWith('.'))).toEqual([])
    expect(declarations).not.toMatch(/\b(?:Buffer|NodeJS|AbortSignal)\b|<reference/)
    for (const name of modules) files.add(join(dirname(file), `${name.replace(/\.js$/, '')}.d.ts`))
  }
  expect(files.size).toBeGreaterThan(1)
})
