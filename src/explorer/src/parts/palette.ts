// Colours for a canvas, which knows no CSS variables; they change when light turns to dark.

import { signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { resolveColour } from './colour'

const changes = signal(0)

if (typeof document !== 'undefined') {
  const tell = () => changes.value++
  new MutationObserver(tell).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', tell)
}

/** What a CSS colour is at this moment: "var(--ink)" as "rgb(…)"; a new function after every change. */
export type Palette = (colour: string) => string

export function usePalette(): Palette {
  const change = changes.value
  return useMemo(() => {
    const found = new Map<string, string>()
    return (colour: string) => {
      let value = found.get(colour)
      if (value === undefined) found.set(colour, (value = resolveColour(colour)))
      return value
    }
  }, [change])
}
