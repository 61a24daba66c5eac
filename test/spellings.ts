/** A value as programs write it into an error's message: each with the name of its form. */
export function spellingsOf(value: string): readonly (readonly [form: string, spelling: string])[] {
  const percent = encodeURIComponent(value)
  const quoted = (text: string) => JSON.stringify(text).slice(1, -1)
  return [
    ['raw', value],
    ['upper case', value.toUpperCase()],
    ['percent-encoded', percent],
    ['percent-encoded, lower case', percent.replace(/%../g, (code) => code.toLowerCase())],
    ['percent-encoded, every byte', [...Buffer.from(value)].map((byte) => `%${hex(byte)}`).join('')],
    ['percent-encoded twice', encodeURIComponent(percent)],
    ['of a form', new URLSearchParams({ v: value }).toString().slice('v='.length)],
    ['of JSON', quoted(value)],
    ['of JSON in JSON', quoted(quoted(value))],
    [
      'of JSON, ASCII alone',
      quoted(value).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ],
    ['of a JSON in a URL', encodeURIComponent(quoted(value))],
    ['of HTML', value.replace(/[&<>"']/g, (unit) => `&#${unit.charCodeAt(0)};`)],
    [
      'of HTML, by names',
      value.replace(/[&<>"]/g, (unit) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[unit] ?? '&quot;'),
    ],
    ['of HTML, hexadecimal', [...value].map((point) => `&#x${point.codePointAt(0)?.toString(16)};`).join('')],
    [
      'quoted-printable',
      [...Buffer.from(value)]
        .map((byte) => (byte > 126 || byte === 61 ? `=${hex(byte)}` : String.fromCharCode(byte)))
        .join(''),
    ],
    ['base64', Buffer.from(value).toString('base64')],
    ['base64url', Buffer.from(value).toString('base64url')],
    ['hexadecimal', Buffer.from(value).toString('hex')],
    ['of SQL', value.replaceAll("'", "''")],
    ['decomposed', value.normalize('NFD')],
  ]
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0')
}
