// Text with its marks: one underline for each thing that the words stand for, side by side where several do.

import type { ComponentChildren, CSSProperties } from 'preact'
import { cutSegments, type Segment, type Stretch } from '../data/segments'
import type { PointText } from '../data/text'
import { t } from '../i18n'
import { LAYERS, type Layer } from './marks'

/** How each layer is drawn, so that colour is not the only sign: dashes and gaps in pixels; no gaps: a full line. */
const DRAWN: Record<Layer, { hue: string; dash: number; gap: number }> = {
  trigger: { hue: 'var(--hue-2)', dash: 1, gap: 0 },
  actor: { hue: 'var(--hue-1)', dash: 1, gap: 0 },
  recipient: { hue: 'var(--hue-6)', dash: 8, gap: 3 },
  place: { hue: 'var(--hue-3)', dash: 5, gap: 2 },
  date: { hue: 'var(--hue-4)', dash: 2, gap: 2 },
  quantity: { hue: 'var(--hue-5)', dash: 10, gap: 4 },
  claimant: { hue: 'var(--hue-7)', dash: 1, gap: 0 },
  cue: { hue: 'var(--hue-7)', dash: 3, gap: 3 },
}
const LINE = 2
const STEP = 3

export interface Layered extends Stretch { layer: Layer }

/** The look of a stretch that these layers cover; null where none does. */
export function drawLayers(layers: readonly Layer[]): CSSProperties | undefined {
  const each = LAYERS.filter((layer) => layers.includes(layer))
  if (each.length === 0) return undefined
  const lines = each.map((layer) => {
    const { hue, dash, gap } = DRAWN[layer]
    return gap === 0
      ? `linear-gradient(${hue}, ${hue})`
      : `repeating-linear-gradient(90deg, ${hue} 0 ${dash}px, transparent ${dash}px ${dash + gap}px)`
  })
  return {
    backgroundImage: lines.join(', '),
    backgroundSize: each.map(() => `100% ${LINE}px`).join(', '),
    backgroundPosition: each.map((_, place) => `0 calc(100% - ${place * STEP}px)`).join(', '),
    backgroundRepeat: 'no-repeat',
    paddingBlockEnd: `${each.length * STEP}px`,
  }
}

export function nameLayer(layer: Layer): string {
  return t(`marks.${layer}`)
}

/** What a layer looks like, with its name. */
export function LayerSample({ layer }: { layer: Layer }) {
  return (
    <span class="layer-sample" data-layer={layer} style={drawLayers([layer])}>
      {nameLayer(layer)}
    </span>
  )
}

interface Props<S extends Layered> {
  text: PointText
  start: number
  end: number
  marks: readonly S[]
  /** Stretches that are set off from what surrounds them: the evidence. */
  lit?: readonly Stretch[]
  /** An element for a stretch with marks, or nothing for the plain look. */
  render?: (segment: Segment<S>, words: ComponentChildren, style: CSSProperties | undefined) => ComponentChildren
  /** Whether a mark begins with the name of its layer. */
  isNamed?: boolean
}

/** Text nodes and inline elements alone; whoever shows them sets `dir="auto"` and keeps line breaks. */
export function MarkedText<S extends Layered>({ text, start, end, marks, lit = [], render, isNamed = false }: Props<S>) {
  const ground = cutSegments(lit, start, end)
  return (
    <>
      {ground.map((part) => {
        const inside = cutSegments(marks, part.start, part.end).map((segment) => {
          const words = text.slice(segment.start, segment.end)
          if (segment.covers.length === 0) return words
          const style = drawLayers(segment.covers.map((one) => one.layer))
          const begun = isNamed ? segment.covers.filter((one) => one.start === segment.start) : []
          const shown = render?.(segment, words, style) ?? (
            <span key={segment.start} class="mark" style={style}>
              {words}
            </span>
          )
          if (begun.length === 0) return shown
          const names = [...new Set(begun.map((one) => nameLayer(one.layer)))].join(', ')
          return [<small class="mark-name">{names}</small>, shown]
        })
        return part.covers.length ? <mark key={part.start}>{inside}</mark> : inside
      })}
    </>
  )
}
