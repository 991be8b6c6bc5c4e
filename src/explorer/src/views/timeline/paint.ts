// Marks and densities of lanes in; drawn on a canvas out.

import type { Category } from '../../parts/categories'
import type { Palette } from '../../parts/palette'
import { type Density, sumBin } from './density'
import { place, type Span, type Tick } from './scale'
import { DOT, FADE, type Mark } from './stack'
import type { Row } from '../../data/documents'

export const LEVEL = DOT + 2
export const PAD = 6

/** How surely a bar of a density holds: the rest of the way to its colour is the ground. */
export const SURENESS = { sure: 1, shared: 0.5, open: 0.22 } as const

export interface LaneBox {
  top: number
  height: number
  /** One of the two: single marks, or counts where there are too many. */
  marks: Mark[] | null
  density: Density | null
}

export interface Scene {
  boxes: LaneBox[]
  span: Span
  width: number
  height: number
  ticks: Tick[]
  /** What a full density lane stands for. */
  peak: number
  categories: Category[]
  categoryOf: (row: Row) => number
  opened: Row
}

export function paintLanes(context: CanvasRenderingContext2D, scene: Scene, palette: Palette): void {
  context.clearRect(0, 0, scene.width, scene.height)
  const colours = scene.categories.map((category) => palette(category.colour))
  context.fillStyle = palette('var(--line)')
  for (const tick of scene.ticks) context.fillRect(Math.round(place(scene.span, scene.width, tick.day)), 0, 1, scene.height)
  for (const box of scene.boxes) {
    if (box.density) paintDensity(context, box, scene, colours, palette('var(--ink-soft)'))
    for (const mark of box.marks ?? []) paintMark(context, mark, box, scene, colours, palette)
    context.fillStyle = palette('var(--line)')
    context.fillRect(0, box.top + box.height - 1, scene.width, 1)
  }
}

function paintDensity(context: CanvasRenderingContext2D, box: LaneBox, scene: Scene, colours: string[], soft: string): void {
  const density = box.density!
  const full = box.height - PAD
  const floor = box.top + box.height - 1
  for (let bin = 0; bin < density.size; bin++) {
    const [start, end] = binEdges(density, bin, scene)
    let top = floor
    for (const how of ['sure', 'shared', 'open'] as const) {
      context.globalAlpha = SURENESS[how]
      for (let category = 0; category < density.categories; category++) {
        const count = density[how][category * density.size + bin]!
        if (count === 0) continue
        const height = (count / scene.peak) * full
        context.fillStyle = colours[category]!
        context.fillRect(start, top - height, end - start, height)
        top -= height
      }
    }
    // A single statement among thousands is seen as well.
    const { sure, open } = sumBin(density, bin)
    if (sure + open > 0 && floor - top < 1) {
      context.globalAlpha = 1
      context.fillStyle = soft
      context.fillRect(start, floor - 1, end - start, 1)
    }
  }
  context.globalAlpha = 1
}

/** Pixels where a bin starts and ends, with a gap where there is room for it. */
export function binEdges(density: Density, bin: number, scene: Pick<Scene, 'span' | 'width'>): [number, number] {
  const { edges } = density.bins
  const start = Math.max(0, place(scene.span, scene.width, edges[bin]!))
  const end = Math.min(scene.width, place(scene.span, scene.width, edges[bin + 1]!))
  return [start, end - start > 3 ? end - 1 : end]
}

function paintMark(
  context: CanvasRenderingContext2D, mark: Mark, box: LaneBox, scene: Scene, colours: string[], palette: Palette,
): void {
  const colour = colours[scene.categoryOf(mark.row)]!
  const top = markTop(box, mark)
  const isOpened = mark.row === scene.opened
  context.beginPath()
  if (mark.isDay) context.arc((mark.start + mark.end) / 2, top + DOT / 2, DOT / 2, 0, 2 * Math.PI)
  else context.roundRect(mark.start, top + 1, mark.end - mark.start, DOT - 2, 2)
  context.fillStyle = mark.first === 'open' || mark.last === 'open' ? fade(context, mark, colour) : colour
  // Bars are paler than dots: the statement is somewhere in it, not all along it.
  context.globalAlpha = mark.isDay ? 1 : 0.6
  context.fill()
  context.globalAlpha = 1
  if (!mark.isDay) {
    context.fillStyle = colour
    if (mark.first === 'known') context.fillRect(mark.start, top, 2, DOT)
    if (mark.last === 'known') context.fillRect(mark.end - 2, top, 2, DOT)
  }
  if (isOpened) {
    context.strokeStyle = palette('var(--ink)')
    context.lineWidth = 1.5
    context.strokeRect(mark.start - 2, top - 2, mark.end - mark.start + 4, DOT + 4)
  }
}

function fade(context: CanvasRenderingContext2D, mark: Mark, colour: string): CanvasGradient {
  const clear = colour.startsWith('rgb(') ? colour.replace('rgb(', 'rgba(').replace(')', ', 0)') : 'transparent'
  const isFirst = mark.first === 'open'
  const gradient = context.createLinearGradient(isFirst ? mark.end : mark.start, 0, isFirst ? mark.end - FADE : mark.start + FADE, 0)
  gradient.addColorStop(0, colour)
  gradient.addColorStop(1, clear)
  return gradient
}

/** The lowest level is at the bottom of the lane, as in a density. */
export function markTop(box: LaneBox, mark: Mark): number {
  return box.top + box.height - PAD / 2 - 1 - (mark.level + 1) * LEVEL
}

/** The mark at a point, if there is one within reach. */
export function findMark(box: LaneBox, x: number, y: number): Mark | null {
  const reach = 3
  return (
    box.marks?.find((mark) => {
      const top = markTop(box, mark)
      return x >= mark.start - 1 && x <= mark.end + 1 && y >= top - 1 && y < top + LEVEL
    }) ??
    box.marks?.find((mark) => {
      const top = markTop(box, mark)
      return x >= mark.start - reach && x <= mark.end + reach && y >= top - reach && y < top + LEVEL + reach
    }) ??
    null
  )
}
