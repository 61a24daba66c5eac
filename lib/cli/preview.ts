import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { errorText } from '../error-text'
import type { PasswordResetOptions } from '../options/options'
import { settingsFrom, type Settings } from '../options/settings'
import { CommandError } from './command-error'
import { pagePreviews } from './example-pages'
import { exampleFor, mailPreviews, smsPreviews, type Preview } from './example-values'
import { indexPage, type IndexRow } from './index-page'
import { languagesOf, unreadLanguagesOf } from './languages'
import type { Output } from './output'

const progressMs = 1_000

/** Writes every mail, SMS and page in every language, with the brand and words of these options, and an index of them. */
export async function preview(options: PasswordResetOptions, out: string, output: Output): Promise<number> {
  const settings = settingsFrom(options)
  if (!options.store) settings.store.close()
  const languages = languagesOf(options)
  const folder = new PreviewFolder(resolve(out))
  let saidAt = performance.now()
  for (const [index, language] of languages.entries()) {
    await folder.writeLanguage(language, settings)
    if (performance.now() - saidAt < progressMs) continue
    output.complain(`${index + 1} of ${languages.length} languages are written ...`)
    saidAt = performance.now()
  }
  await folder.write('index.html', indexPage(settings.publicBaseUrl.host, folder.rows, unreadLanguagesOf(options)))
  for (const failure of folder.failures) output.complain(`WRONG  ${failure}`)
  output.say(`${folder.rows.length} previews in ${languages.length} languages: open ${join(out, 'index.html')}`)
  return folder.failures.length === 0 ? 0 : 1
}

class PreviewFolder {
  readonly rows: IndexRow[] = []
  readonly failures: string[] = []

  constructor(private readonly path: string) {}

  async writeLanguage(language: string, { messages, publicBaseUrl, path }: Settings): Promise<void> {
    const example = exampleFor(language, publicBaseUrl, path)
    for (const each of mailPreviews(messages, example)) {
      const mail = this.made(language, each)
      if (!mail) continue
      const files = [`${language}/${each.name}.html`, `${language}/${each.name}.txt`]
      await this.write(files[0] ?? '', mail.html)
      await this.write(files[1] ?? '', `Subject: ${mail.subject}\n\n${mail.text}`)
      this.rows.push({ language, name: each.name, words: mail.subject, files })
    }
    for (const each of smsPreviews(messages, example)) {
      const sms = this.made(language, each)
      if (!sms) continue
      const file = `${language}/${each.name}.txt`
      await this.write(file, sms.text)
      this.rows.push({ language, name: each.name, words: sms.text, files: [file] })
    }
    for (const each of pagePreviews(messages, example)) {
      const page = this.made(language, each)
      if (!page) continue
      const file = `${language}/${each.name}.html`
      await this.write(file, page.html)
      this.rows.push({ language, name: each.name, words: titleOf(page.html), files: [file] })
    }
  }

  async write(file: string, content: string): Promise<void> {
    const path = join(this.path, file)
    try {
      await mkdir(join(path, '..'), { recursive: true })
      await writeFile(path, content)
    } catch (error) {
      throw new CommandError(`--out: ${path} can't be written: ${errorText(error)}`)
    }
  }

  /** If a function of the host's throws, only its own preview is missing. */
  private made<Content>(language: string, { name, make }: Preview<Content>): Content | undefined {
    try {
      return make()
    } catch (error) {
      this.failures.push(`${name} (${language}): ${errorText(error)}`)
      return undefined
    }
  }
}

/** The page's title as text; the index escapes it again. */
function titleOf(page: string): string {
  const title = /<title>([^<]*)<\/title>/i.exec(page)?.[1] ?? ''
  return title.replace(/&(amp|lt|gt|quot|#39|#96);/g, (_all, name: string) => characters[name] ?? '')
}

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`' }
