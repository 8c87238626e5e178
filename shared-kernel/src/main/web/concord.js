// What the pages do better with a script. All of them work without it.
const root = document.documentElement
root.classList.add('app-script')

// The first thing that a keyboard or a screen reader meets after a failed check is what to mend.
document.querySelector('.nhsuk-error-summary')?.focus()

// A session that is about to end says so, and goes on at a press of a button.
const minutes = Number(document.querySelector('meta[name="concord-session-minutes"]')?.content ?? 0)
const dialog = document.querySelector('dialog.app-dialog')
if (minutes > 0 && dialog) {
  const warnBefore = Math.min(5, minutes / 2)
  let warn
  const arm = () => {
    clearTimeout(warn)
    warn = setTimeout(() => dialog.showModal(), (minutes - warnBefore) * 60_000)
  }
  dialog.querySelector('button').addEventListener('click', async () => {
    dialog.close()
    const answer = await fetch('/session', { headers: { Accept: 'application/json' } }).catch(() => undefined)
    if (answer?.ok) {
      arm()
    } else {
      dialog.querySelector('p').textContent = dialog.dataset.over
      dialog.showModal()
    }
  })
  arm()
}

// What isn't finished yet is asked for again until it is: "not yet in force", "checking".
const waiting = document.querySelector('[data-poll]')
if (waiting) {
  const started = Date.now()
  const again = async () => {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => undefined)
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const now = page.querySelector('[data-live]')
      const here = document.querySelector('[data-live]')
      if (now && here && now.innerHTML !== here.innerHTML) {
        here.replaceChildren(...now.childNodes)
      }
      if (!page.querySelector('[data-poll]')) {
        return
      }
    }
    if (Date.now() - started < 120_000) {
      setTimeout(again, 1000)
    }
  }
  setTimeout(again, 500)
}
