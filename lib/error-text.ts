/**
 * What a log line may hold of an error that the host or a library threw: its name and message, with everything taken out
 * that could be an address, a phone number, a token or a `client_secret`. Such messages quote what they were given
 * ("550 no such user alice@example.org").
 */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return `threw ${error === null ? 'null' : typeof error}`
  // A bound first, for what the patterns cost; the last cut can't fall into what they have taken out.
  return `${error.name}: ${error.message.slice(0, 2_000)}`
    .replace(/[^\s<>"'(),;:=&?/]*(?:@|%40)[^\s<>"'(),;&]*/giu, '[address]')
    .replace(/\+?\d(?:[\s().-]?\d){5,}/g, '[number]')
    .replace(/[\w.=-]{20,}/g, '[secret]')
    .replace(/\s+/g, ' ')
    .slice(0, 500)
}
