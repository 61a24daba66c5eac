// Serves the example's own pages, which are files of this folder. Their content security policy allows nothing else.
import { readFileSync } from 'node:fs'
import { Router } from 'express'
import { brand } from './brand.mjs'
import { methodNotAllowed } from './errors.mjs'

const types = { html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' }

/**
 * @param {Readonly<Record<string, string>>} files the files by their paths
 * @param {readonly string[]} policy directives that the page needs besides its own files
 * @param {Readonly<Record<string, string>>} values the values for `{{name}}` in the files
 * @returns {Router}
 */
export function pages(files, policy, values = {}) {
  const router = Router()
  /** @type {Readonly<Record<string, string>>} */
  const all = { brand: brand.name, ...values }
  for (const [path, file] of Object.entries(files)) {
    const source = readFileSync(new URL(`./pages/${file}`, import.meta.url), 'utf8')
    const content = source.replace(/{{(\w+)}}/g, (_place, name) => escaped(all[name] ?? ''))
    const type = types[/** @type {keyof typeof types} */ (file.split('.').at(-1))]
    router
      .route(path)
      .get((_request, response) => void response.set(headers(policy)).type(type).send(content))
      .all(methodNotAllowed)
  }
  return router
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** @param {readonly string[]} policy */
function headers(policy) {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      ...policy,
    ].join('; '),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  }
}
