// One copy of every class, whichever way it was loaded: `instanceof` holds across the two.
import { createRequire } from 'node:module'
import * as main from 'express-matrix-password-reset'
import * as metrics from 'express-matrix-password-reset/metrics'
import * as sendgrid from 'express-matrix-password-reset/sendgrid'
import * as smtp from 'express-matrix-password-reset/smtp'
import * as vonage from 'express-matrix-password-reset/vonage'

const require = createRequire(import.meta.url)
const name = 'express-matrix-password-reset'
const entries = {
  [name]: main,
  [`${name}/metrics`]: metrics,
  [`${name}/sendgrid`]: sendgrid,
  [`${name}/smtp`]: smtp,
  [`${name}/vonage`]: vonage,
}

const exported = Object.entries(entries).map(([entry, esm]) => {
  const commonJs = require(entry)
  const names = [...new Set([...Object.keys(esm), ...Object.keys(commonJs)])].sort()
  return [entry, names.map((key) => ({ key, same: esm[key] === commonJs[key] && esm[key] !== undefined }))]
})
console.log(JSON.stringify({ exported: Object.fromEntries(exported) }))
