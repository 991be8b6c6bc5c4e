// Text with its marks: one underline for each thing that the words stand for, side by side where several do.

import type { ComponentChildren, CSSProperties } from 'preact'
import { cutSegments, type Segment, type Stretch } from '../data/segments'
import type { PointText } from '../data/text'
import { t } from '../i18n'
import { PAGE_LAYERS, type PageLayer } from './layers'

/** How each layer is drawn, so that colour is not the only sign: dashes and gaps in pixels; no gaps: a full line. */
const DRAWN: Record<PageLayer, { hue: string; dash: number; gap: number }> = {
  trigger: { hue: 'var(--hue-2)', dash: 1, gap: 0 },
  actor: { hue: 'var(--hue-1)', dash: 1, gap: 0 },
  recipient: { hue: 'var(--hue-6)', dash: 8, gap: 3 },
  place: { hue: 'var(--hue-3)', dash: 5, gap: 2 },
  date: { hue: 'var(--hue-4)', dash: 2, gap: 2 },
  quantity: { hue: 'var(--hue-5)', dash: 10, gap: 4 },
  claimant: { hue: 'var(--hue-7)', dash: 14, gap: 2 },
  cue: { hue: 'var(--hue-7)', dash: 3, gap: 3 },
  refused: { hue: 'var(--error)', dash: 2, gap: 5 },
}
const LINE = 2
const STEP = 3

export interface Layered extends Stretch { layer: PageLayer }

/** The look of a stretch that these layers cover; null where none does. */
export function drawLayers(layers: readonly PageLayer[]): CSSProperties | undefined {
  const each = PAGE_LAYERS.filter((layer) => layers.includes(layer))
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

export function nameLayer(layer: PageLayer): string {
  return t(`marks.${layer}`)
}

/** What a layer looks like, with its name. */
export function LayerSample({ layer }: { layer: PageLayer }) {
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

/**
 * Text nodes and inline elements alone; whoever shows them sets `dir="auto"` and keeps line breaks. Elements are known
 * by where they begin, so that those in focus stay when other stretches are lit.
 */
export function MarkedText<S extends Layered>({ text, start, end, marks, lit = [], render, isNamed = false }: Props<S>) {
  return (
    <>
      {cutSegments<S | Stretch>([...marks, ...lit], start, end).map(({ covers: all, ...segment }) => {
        const covers = all.filter((one): one is S => 'layer' in one)
        const told = text.slice(segment.start, segment.end)
        const words = covers.length < all.length ? <mark>{told}</mark> : told
        if (covers.length === 0) return <span key={segment.start}>{words}</span>
        const style = drawLayers(covers.map((one) => one.layer))
        const begun = isNamed ? covers.filter((one) => one.start === segment.start) : []
        const names = [...new Set(begun.map((one) => nameLayer(one.layer)))].join(', ')
        return [
          names && (
            <small key={`name ${segment.start}`} class="mark-name">
              {names}
            </small>
          ),
          render?.({ ...segment, covers }, words, style) ?? (
            <span key={segment.start} class="mark" style={style}>
              {words}
            </span>
          ),
        ]
      })}
    </>
  )
}
