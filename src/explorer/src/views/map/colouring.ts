// What colours of marks tell: for each statement the slot of its side, action or status.

import { useMemo } from 'preact/hooks'
import type { Code } from '../../data/documents'
import type { Graph } from '../../data/graph'
import { labelCode, labelSide } from '../../i18n/labels'
import { t } from '../../i18n'
import { colourCodes, HUES } from '../../parts/colour'

export const COLOURS = ['side', 'type', 'status'] as const
export type Colouring = (typeof COLOURS)[number]
export const SIZES = ['statements', 'sources'] as const
export type Sizing = (typeof SIZES)[number]

export interface Slots {
  colouring: Colouring
  /** CSS colours, in the order of the legend. */
  palette: string[]
  /** The slot of every statement. */
  of: Uint8Array
  /** The code that a slot is of; null where it is of several or none. */
  codes: (Code | null)[]
}

const PALETTE = [...Array.from({ length: HUES }, (_, at) => `var(--hue-${at + 1})`), 'var(--hue-other)', 'var(--hue-none)']

export function useSlots(graph: Graph, colouring: Colouring): Slots {
  return useMemo(() => {
    const colour = colourCodes(graph, colouring)
    const codes = new Array<Code | null>(PALETTE.length).fill(null)
    const slotOf = graph.tables.codes[colouring].map((_, code) => {
      const slot = PALETTE.indexOf(colour(code))
      if (slot < HUES) codes[slot] = code
      return slot
    })
    const last = PALETTE.length - 1
    const of = Uint8Array.from(graph.tables.statements[colouring], (code) => slotOf[code] ?? last)
    return { colouring, palette: PALETTE, of, codes }
  }, [graph, colouring])
}

export function nameSlot(graph: Graph, slots: Slots, slot: number): string {
  const code = slots.codes[slot]
  if (code != null) {
    return slots.colouring === 'side' ? labelSide(graph.code('side', code)) : labelCode(graph, slots.colouring, code)
  }
  return t(slot === HUES ? 'map.others' : slots.colouring === 'side' ? 'map.sideless' : 'shell.unknown')
}
