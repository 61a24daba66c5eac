import { runCommandLine } from '../../lib/cli/command-line'

async function run(...args: readonly string[]) {
  const said: string[] = []
  const complaints: string[] = []
  const code = await runCommandLine(args, {
    say: (line) => void said.push(line),
    complain: (line) => void complaints.push(line),
  })
  return { code, said: said.join('\n'), complaints: complaints.join('\n') }
}

test.each([['help'], ['--help'], ['-h', 'check']])('%s: shows how it is used', async (...args) => {
  const { code, said, complaints } = await run(...args)
  expect([code, complaints]).toEqual([0, ''])
  expect(said).toMatch(/^Usage: npx --no express-matrix-password-reset <command>/)
})

test.each<[string, readonly string[]]>([
  ['No command was given', []],
  ['There is no command chek', ['chek']],
  ['--config is required', ['check']],
  ['--config is required', ['check', '--config', '']],
  ['--to is required', ['send-test', '--config', 'reset.mjs']],
  ['--out is required', ['preview', '--config', 'reset.mjs']],
  [
    '--flow must be one of password, register, 3pid',
    ['send-test', '--config', 'x', '--to', 'a@b.c', '--flow', 'login'],
  ],
  ["check: Unknown option '--out'", ['check', '--config', 'reset.mjs', '--out', 'pages']],
])('a wrong call ends with 2, the reason and how it is used: %s', async (reason, args) => {
  const { code, said, complaints } = await run(...args)
  expect([code, said]).toEqual([2, ''])
  expect(complaints.startsWith(reason)).toBe(true)
  expect(complaints).toContain('\n\nUsage: ')
})

test('a file that is missing ends with 1, and is named', async () => {
  const { code, complaints } = await run('check', '--config', 'nowhere/reset.mjs')
  expect([code, complaints]).toEqual([1, '--config nowhere/reset.mjs: there is no such file'])
})
