// The part of a record's page that lets the browser check the proof by itself, and remembers the ledger's key.
import { check, chooseKey, readOffered, step, verdictOf } from './proof.js'

const KEPT = 'concord.ledger-key'
const TAGS = { good: ['green', 'Right'], bad: ['red', 'Wrong'], open: ['yellow', 'Look'] }
const HEADINGS = {
  good: 'This browser found the record genuine',
  open: 'This browser could not check everything',
  bad: 'This record can’t be relied on'
}
const ADVICE = {
  good: 'It says exactly what was recorded, and is in the ledger that was signed.',
  open: 'What it could check is right. Read above what is left for you to do.',
  bad: 'Don’t use it as evidence. Tell the operator and the Caldicott Guardian.'
}

/** What was asked for didn't come; says what to do. */
class UnansweredError extends Error {}

const WHY_NOT = {
  401: 'You have been signed out. Sign in again, then check again.',
  404: 'The record isn’t there, or isn’t for you to see.',
  503: 'No signature covers the record yet, or the service is away. Check again in a moment.'
}

async function ask (path, accept) {
  const answer = await fetch(path, { headers: { Accept: accept }, cache: 'no-store' }).catch(() => undefined)
  if (!answer?.ok) {
    throw new UnansweredError(WHY_NOT[answer?.status] ?? 'What is needed for the check could not be fetched. Try again in a moment.')
  }
  return answer
}

function remembered () {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? undefined
  } catch {
    return undefined
  }
}

function remember (key) {
  try {
    const since = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
    localStorage.setItem(KEPT, JSON.stringify({ key, since }))
    return true
  } catch {
    return false
  }
}

function element (name, className, text) {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  return made
}

function said ({ state, says }) {
  const [colour, word] = TAGS[state]
  const line = document.createElement('li')
  line.className = 'app-wrap'
  line.append(element('strong', `nhsuk-tag nhsuk-tag--${colour}`, word), ` ${says}`)
  return line
}

function conclusion (verdict, advice) {
  const box = document.createElement('div')
  box.dataset.verdict = verdict
  if (verdict === 'good') {
    box.className = 'nhsuk-notification-banner nhsuk-notification-banner--success'
    const header = element('div', 'nhsuk-notification-banner__header', '')
    header.append(element('h4', 'nhsuk-notification-banner__title', 'Checked here'))
    const content = element('div', 'nhsuk-notification-banner__content', '')
    content.append(element('p', 'nhsuk-notification-banner__heading', HEADINGS.good), element('p', 'nhsuk-body', advice))
    box.append(header, content)
  } else {
    box.className = verdict === 'bad' ? 'nhsuk-warning-callout' : 'nhsuk-inset-text'
    box.append(element('h4', verdict === 'bad' ? 'nhsuk-warning-callout__label' : 'nhsuk-heading-s', HEADINGS[verdict]),
      element('p', 'nhsuk-body', advice))
  }
  return box
}

async function run (id, shown, pasted, show) {
  const steps = []
  const add = one => {
    steps.push(one)
    show(one)
  }
  const [full, offered] = await Promise.all([
    ask(`/audit/records/${id}`, 'application/json').then(answer => answer.json()),
    ask('/audit/log/keys', 'text/plain').then(answer => answer.text())
  ])
  const known = remembered()
  if (full.altered) {
    add(step('altered', 'bad', 'This site itself says that the record was altered, and has no proof of it.'))
    return verdictOf(steps)
  }
  const proof = await ask(`/audit/records/${id}/proof.tlog-proof`, 'text/plain').then(answer => answer.text())
  const chosen = chooseKey({ pasted, remembered: known, offered: readOffered(offered) })
  for await (const one of check({ id, shown, evidence: full.evidence, proof, key: chosen.key })) {
    add(one)
  }
  add(chosen.step)
  const signed = steps.some(one => one.name === 'signature' && one.state === 'good')
  if (signed && verdictOf(steps) !== 'bad' && chosen.key !== known?.key) {
    add(remember(chosen.key)
      ? step('remembered', 'good', 'This browser remembers the key from now on.')
      : step('remembered', 'open', 'This browser doesn’t let the page remember the key, so it can’t tell you if it changes.'))
  }
  return verdictOf(steps)
}

function wire (section) {
  const [form, list, end] = ['form', 'ol', '[data-end]'].map(part => section.querySelector(part))
  const button = form.querySelector('button')
  const json = document.querySelector('pre[data-record-text]')
  section.hidden = false
  form.addEventListener('submit', async event => {
    event.preventDefault()
    button.disabled = true
    list.replaceChildren()
    end.replaceChildren()
    try {
      if (!globalThis.crypto?.subtle) {
        throw new UnansweredError('This browser lets a page calculate only over an encrypted connection (https). Nothing was checked.')
      }
      const verdict = await run(section.dataset.record, json?.textContent, form.querySelector('input').value.trim(),
        one => list.append(said(one)))
      end.append(conclusion(verdict, ADVICE[verdict]))
    } catch (error) {
      const why = error instanceof UnansweredError ? error.message : 'The check broke off. This says nothing about the record.'
      end.append(conclusion('open', why))
    }
    button.disabled = false
  })
}

document.querySelectorAll('[data-own-check]').forEach(wire)
