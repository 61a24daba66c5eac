import { setTimeout as pause } from 'node:timers/promises'

/** Asks until the answer is true; gives up, loudly, after a time that no healthy machine needs. */
export async function waitFor(
  what: string,
  condition: () => boolean | Promise<boolean>,
  { deadlineMs = 20_000, everyMs = 10 } = {},
): Promise<void> {
  const giveUpAt = performance.now() + deadlineMs
  while (!(await condition())) {
    if (performance.now() > giveUpAt) throw new Error(`Waited ${deadlineMs} ms in vain for ${what}`)
    await pause(everyMs)
  }
}
