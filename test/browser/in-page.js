/* Runs in the browser: what is wrong with a document. Read as text by page-faults.ts, which says what is given to it. */
/* eslint-env browser */
/* eslint no-unused-vars: ["error", { "varsIgnorePattern": "^faultsIn$" }] */

function faultsIn(documents) {
  return documents.flatMap((expected) => {
    document.open()
    document.write(expected.html)
    document.close()
    const checks = [contrastFaults, cutFaults, structureFaults, fieldFaults, viewFaults]
    return checks.flatMap((check) => check(expected)).map((fault) => `${expected.kind}: ${fault}`)
  })
}

/** Of text, as WCAG 1.4.3 has it. */
function contrastFaults() {
  return [...document.body.querySelectorAll('*')].flatMap((element) => {
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && !isBlank(node))
    if (!hasText && !element.matches('input:not([type=hidden])')) return []
    const one = luminance(getComputedStyle(element).color)
    const other = luminance(colorBehind(element))
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
    return contrast >= 4.5 ? [] : [`contrast ${contrast.toFixed(2)}: ${element.outerHTML}`]
  })
}

function channels(color) {
  return (color.match(/[\d.]+/gu) ?? []).map(Number)
}

function luminance(color) {
  const [r, g, b] = channels(color).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function colorBehind(element) {
  if (element === null) return 'rgb(255, 255, 255)'
  const { backgroundColor } = getComputedStyle(element)
  return channels(backgroundColor)[3] === 0 ? colorBehind(element.parentElement) : backgroundColor
}

function isBlank(node) {
  return node.textContent.trim() === ''
}

/** Nothing is wider than the screen, and no text leaves the box that it stands in. */
function cutFaults() {
  const { scrollWidth, clientWidth } = document.documentElement
  const faults = scrollWidth > clientWidth ? [`is ${scrollWidth} wide on a screen of ${clientWidth}`] : []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement
    // The account's label is there for screen readers alone.
    if (isBlank(node) || parent.closest('.account dt, option') !== null) continue
    range.selectNodeContents(node)
    const text = range.getBoundingClientRect()
    const box = (
      parent.closest('button, a.button, p, li, h1, h2, label, dd, dt, header') ?? parent
    ).getBoundingClientRect()
    const isIn =
      [box.left, 0].every((left) => text.left >= left - 1) && text.right <= Math.min(box.right, clientWidth) + 1
    if (!isIn) faults.push(`is cut: ${node.textContent}`)
  }
  for (const field of document.querySelectorAll('input:not([type=hidden], [type=checkbox]), select')) {
    const { paddingTop, paddingBottom, fontSize } = getComputedStyle(field)
    const room = field.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom)
    if (room < parseFloat(fontSize) * 1.2) faults.push(`a field is too low: ${field.id}`)
  }
  return faults
}

function structureFaults({ language, direction }) {
  const { lang, dir } = document.documentElement
  const { direction: ofMain } = getComputedStyle(document.querySelector('main'))
  const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(({ tagName }) => tagName)
  const mains = document.querySelectorAll('main')
  return [
    lang !== language && `lang is ${lang}`,
    (dir !== direction || ofMain !== direction) && `dir is ${dir}, and ${ofMain} in main`,
    !/^H1(?:,H2)*$/u.test(levels.join()) && `headings are ${levels.join()}`,
    (mains.length !== 1 || mains[0].querySelector('h1') === null) && `main: there are ${mains.length}`,
    [document.querySelector('title'), document.querySelector('h1')].some(isBlank) && 'title is empty',
  ].filter(Boolean)
}

/** Each field has a label; whatever describes it is there; one that was not right says so, and has the focus. */
function fieldFaults() {
  return [...document.querySelectorAll('input:not([type=hidden]), select')].flatMap((field) => {
    const ids = (field.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean)
    const described = ids.map((id) => [...document.querySelectorAll(`[id="${id}"]`)])
    const isInvalid = field.getAttribute('aria-invalid') === 'true'
    const faults = [
      !field.labels.length && 'no label',
      described.some((found) => found.length !== 1 || isBlank(found[0])) && 'no description',
      isInvalid !== Boolean(described[0]?.[0]?.matches('.problem')) && 'what was wrong is not its description',
      isInvalid !== field.hasAttribute('autofocus') && 'what was wrong is not where the focus goes',
    ]
    return faults.filter(Boolean).map((fault) => `${fault}: ${field.id}`)
  })
}

function viewFaults({ buttonsInView }) {
  const buttons = [...document.querySelectorAll('button, a.button')].slice(0, buttonsInView)
  const below = buttons.filter((button) => button.getBoundingClientRect().bottom > innerHeight)
  return below.map((button) => `out of view: ${button.textContent}`)
}
