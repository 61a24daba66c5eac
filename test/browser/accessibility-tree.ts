import type { Page } from 'playwright-core'

/** A part of Chromium's `Accessibility.AXNode`. */
interface AxNode {
  readonly nodeId: string
  readonly ignored: boolean
  readonly role?: { readonly value: string }
  readonly name?: { readonly value: string }
  readonly description?: { readonly value: string }
  readonly value?: { readonly value: string | number }
  readonly properties?: readonly {
    readonly name: string
    readonly value: { readonly value?: string | number | boolean }
  }[]
  readonly childIds?: readonly string[]
}

/** What a person jumps to or acts on, and what is read out by itself. */
const roles = new Set(
  ['RootWebArea', 'main', 'heading', 'form', 'textbox', 'combobox', 'checkbox', 'button', 'link'].concat(
    'alert',
    'status',
  ),
)
const states = ['level', 'invalid', 'required', 'readonly', 'focused', 'checked']

/**
 * The page as the browser gives it to a screen reader, in order: a line for each landmark, heading, form, field, button and
 * message, indented by what it stands in: role, name, value, states, and behind `<-` what it is described by.
 */
export async function accessibilityTree(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { readonly nodes: readonly AxNode[] }
  await session.detach()
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const linesOf = (node: AxNode | undefined, depth: number): readonly string[] => {
    if (node === undefined) return []
    const isShown = !node.ignored && roles.has(node.role?.value ?? '')
    const below = (node.childIds ?? []).flatMap((id) => linesOf(byId.get(id), isShown ? depth + 1 : depth))
    return isShown ? [`${'  '.repeat(depth)}${lineOf(node, byId)}`, ...below] : below
  }
  return linesOf(nodes[0], 0)
}

function lineOf(node: AxNode, byId: ReadonlyMap<string, AxNode>): string {
  const { role, value, description, properties = [] } = node
  const isMessage = role?.value === 'alert' || role?.value === 'status'
  const name = isMessage ? textIn(node, byId) : (node.name?.value ?? '')
  const shownStates = states.flatMap((state) => {
    const found = properties.find((property) => property.name === state)?.value.value
    if (found === undefined || found === false || found === 'false') return []
    return [found === true || found === 'true' ? state : `${state}=${String(found)}`]
  })
  return [
    role?.value,
    ...(name === '' ? [] : [JSON.stringify(name)]),
    ...(value === undefined || value.value === '' ? [] : [`value=${JSON.stringify(value.value)}`]),
    ...shownStates,
    ...(description === undefined || description.value === '' ? [] : [`<- ${JSON.stringify(description.value)}`]),
  ].join(' ')
}

function textIn(node: AxNode, byId: ReadonlyMap<string, AxNode>): string {
  if (node.role?.value === 'StaticText') return node.name?.value ?? ''
  const children = (node.childIds ?? []).flatMap((id) => byId.get(id) ?? [])
  return children.map((child) => textIn(child, byId)).join('')
}
