// A button that puts a text on the clipboard and says so.

import { t } from '../i18n'
import { notify } from '../state'

export function CopyButton({ text, children }: { text: () => string; children: string }) {
  return (
    <button type="button" onClick={() => void copy(text())}>
      {children}
    </button>
  )
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // A page from disk, or one without TLS, has no clipboard of its own; a selected field can still be copied.
    const field = document.createElement('textarea')
    field.value = text
    field.className = 'visually-hidden'
    const before = document.activeElement
    document.body.append(field)
    field.select()
    const isCopied = document.execCommand('copy')
    field.remove()
    if (before instanceof HTMLElement) before.focus()
    if (!isCopied) {
      notify(t('evidence.copy.failed', { text }))
      return
    }
  }
  notify(t('evidence.copy.done'))
}
