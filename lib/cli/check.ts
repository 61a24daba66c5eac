import type { PasswordResetOptions } from '../options/options'
import { createPasswordResetRouter } from '../router'
import { withPatience, type Output } from './output'

/** Prints the result of `check()` for each part. */
export async function check(options: PasswordResetOptions, output: Output): Promise<number> {
  const passwordReset = createPasswordResetRouter(options)
  const parts = await withPatience(passwordReset.check(), 'Trying the store and the senders (8 s at most) ...', output)
  for (const { part, ok, detail } of parts) output.say(`${ok ? 'ok   ' : 'WRONG'}  ${part.padEnd(8)}  ${detail}`)
  const wrong = parts.filter(({ ok }) => !ok).length
  output.say(wrong === 0 ? 'Nothing is wrong.' : `${wrong} of ${parts.length} parts must be fixed.`)
  await passwordReset.close()
  return wrong === 0 ? 0 : 1
}
