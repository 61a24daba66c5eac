import { escapeHtml, html } from '../../lib/messages/text/html'

test('what is special is escaped, and control characters go, but for tab and line feed', () => {
  expect(escapeHtml(`<a href="x" title='y'>&\`</a>`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;&#96;&lt;/a&gt;',
  )
  const controls = Array.from({ length: 0xa0 }, (_, unit) => String.fromCharCode(unit)).filter((c) => /\p{Cc}/u.test(c))
  expect(controls).toHaveLength(65)
  expect(escapeHtml(controls.join(''))).toBe('\t\n')
  expect(escapeHtml('Ünïcode 😀, plain')).toBe('Ünïcode 😀, plain')
})

test('a value is escaped once, and markup not at all', () => {
  const inner = html`<b>${'<'}</b>`
  expect(html`<p>${inner}${[inner, inner]}${undefined}${false}${1}</p>`.toString()).toBe(
    '<p><b>&lt;</b><b>&lt;</b><b>&lt;</b>1</p>',
  )
})
