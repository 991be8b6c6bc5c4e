// Where the focus is while evidence opens and closes: into the panel for the keyboard, and back to where it came from.

import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'
import { closeEvidence } from '../state'

let isByKeyboard = false
if (typeof document !== 'undefined') {
  document.addEventListener('keydown', () => (isByKeyboard = true), true)
  document.addEventListener('pointerdown', () => (isByKeyboard = false), true)
}

const TYPED = 'input, textarea, select, [contenteditable], .cm-editor, .CodeMirror'

/** `heading` takes the focus when the panel was opened by keyboard; Escape closes, and the focus goes back. */
export function useEvidenceFocus(panel: RefObject<HTMLElement | null>, heading: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement
    if (isByKeyboard) heading.current?.focus()
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      if (event.target instanceof Element && event.target.closest(TYPED)) return
      event.preventDefault()
      closeEvidence()
    }
    document.addEventListener('keydown', onKeyDown)
    const element = panel.current
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      const at = document.activeElement
      const isInside = at === null || at === document.body || element?.contains(at)
      if (!isInside) return
      if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus()
      else document.getElementById('main')?.focus()
    }
  }, [])
}
