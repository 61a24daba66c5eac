/** What a browser's parser makes of a document: parse5 implements the HTML Standard's algorithm. */
export interface Node {
  readonly nodeName: string
  readonly tagName?: string
  readonly value?: string
  readonly attrs?: readonly { readonly name: string; readonly value: string }[]
  readonly childNodes?: readonly Node[]
}

const { parse } = jest.requireActual<{ parse: (html: string) => Node }>('parse5')

const documents = new Map<string, Node>()

/** Once for each document: it is asked about several times. The style sheet is left out, which is most of a page and of the time
 * to parse it, and nobody asks for; what is no plain style sheet stays. */
function parsed(html: string): Node {
  const known = documents.get(html)
  if (known) return known
  const root = parse(html.replace(/(<style[^>]*>)[^<]*(?=<\/style>)/u, '$1'))
  documents.set(html, root)
  return root
}

export function nodesOf(html: string): readonly Node[] {
  const all: Node[] = []
  const visit = (node: Node): void => {
    all.push(node)
    node.childNodes?.forEach(visit)
  }
  visit(parsed(html))
  return all
}

export function elements(html: string, tagName: string): readonly Node[] {
  return nodesOf(html).filter((node) => node.tagName === tagName)
}

export function attribute(node: Node, name: string): string | undefined {
  return node.attrs?.find((attr) => attr.name === name)?.value
}

/** The text that a person sees in it: without styles, on one line. */
export function textOf(node: Node): string {
  if (node.nodeName === '#text') return node.value ?? ''
  if (node.tagName === 'style' || node.tagName === 'title') return ''
  return (node.childNodes ?? []).map(textOf).join('')
}

export function visibleTextOf(html: string): string {
  return textOf(parsed(html)).replace(/\s+/gu, ' ').trim()
}

/** Which elements there are, with the names of their attributes: what no value may change. */
export function skeleton(html: string): string {
  return nodesOf(html)
    .filter((node) => node.nodeName !== '#text')
    .map((node) => `${node.nodeName} ${(node.attrs ?? []).map(({ name }) => name).join(' ')}`)
    .join('\n')
}
