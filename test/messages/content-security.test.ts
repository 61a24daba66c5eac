import { createHash } from 'node:crypto'
import { styleHashes } from '../../lib/messages/pages/content-security'
import { createMessages } from '../../lib/messages/messages'
import { brand, languages, pages, serverName } from './examples'

const messages = createMessages({ serverName, brand })
const documents = languages.flatMap((language) => Object.values(pages(messages, language)).map(({ html }) => html))

describe('styleHashes', () => {
  const hashOf = (style: string) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`

  test('is the same for every page of a brand, in every language', () => {
    expect(new Set(documents.map((html) => styleHashes(html).join())).size).toBe(1)
    const [, style = ''] = /<style>([^<]+)<\/style>/u.exec(documents.at(-1) ?? '') ?? []
    expect(styleHashes(documents[0] ?? '')).toEqual([hashOf(style)])
  })

  test('finds every style element of a page of somebody else’s, as a browser parses it', () => {
    expect(styleHashes('<style>a{}</style><p><STYLE nonce="x">\r\nb{}\r</STYLE ><styles>c</styles>')).toEqual([
      hashOf('a{}'),
      hashOf('\nb{}\n'),
    ])
    expect(styleHashes('<p>none</p>')).toEqual([])
    expect(styleHashes('<style>never ended')).toEqual([hashOf('never ended')])
  })

  test('stays right when many styles came by', () => {
    for (let number = 0; number < 120; number++)
      expect(styleHashes(`<style>a{order:${number}}</style>`)).toEqual([hashOf(`a{order:${number}}`)])
  })
})
