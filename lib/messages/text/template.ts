/** A text whose fixed parts were put together once, so that only the values are filled in. */
export interface Template {
  /** Values are filled in as they are, so they must be escaped already. A missing one is empty. */
  readonly fill: (values: Readonly<Record<string, string>>) => string
}

/** Private use characters: `visibleText` takes them out of every value, so that none can open a slot. */
export const slotBegins = '\ue000'
const close = '\ue001'

/** A place for a value in the text that a template is made of. */
export function slot(name: string): string {
  return slotBegins + name + close
}

export function templateOf(text: string): Template {
  const [first = '', ...rest] = text.split(slotBegins)
  const names: string[] = []
  const fixed: string[] = []
  for (const part of rest) {
    const end = part.indexOf(close)
    names.push(part.slice(0, end))
    fixed.push(part.slice(end + 1))
  }
  return {
    fill(values) {
      let filled = first
      for (let index = 0; index < names.length; index++)
        filled += (values[names[index] ?? ''] ?? '') + (fixed[index] ?? '')
      return filled
    },
  }
}
