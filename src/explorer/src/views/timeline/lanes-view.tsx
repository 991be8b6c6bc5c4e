// Lanes one under another: names beside them, a canvas with marks or densities, and what the pointer or keyboard is at.

import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { type Graph, NONE } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import type { Categories } from '../../parts/categories'
import { describeChain, describeDeed, describeWhen } from '../../parts/names'
import { describeParties } from '../../parts/statement-card'
import { usePalette } from '../../parts/palette'
import { opened, openEvidence } from '../../state'
import { countDensity, type Density, findPeak, sumBin } from './density'
import { type Lane } from './lanes'
import { TICK_ROOM } from './overview'
import { binEdges, findMark, LEVEL, type LaneBox, markTop, PAD, paintLanes, type Scene } from './paint'
import { type Bins, findBin, listTicks, place, type Span } from './scale'
import { DOT, stackMarks } from './stack'
import { formatBin, formatTick } from './words'

const LEVELS = 14
const LEVELS_ALONE = 60
const DENSITY_PIXELS = 44
const LEAST_PIXELS = 30
const HEAD_PIXELS = 18
const TICK_APART = 84

interface Props {
  graph: Graph
  lanes: Lane[]
  span: Span
  bins: Bins
  width: number
  left: number
  /** Names stand above the lanes, for want of room beside them. */
  isNarrow: boolean
  categories: Categories
  nameLane: (lane: Lane) => string
  onLane: (lane: Lane) => void
  onBin: (lane: Lane, bin: number) => void
}

/** What the pointer or the keyboard is at: a mark by its place in the lane, or a bin of a density. */
interface At { lane: number; item: number }

export function Lanes(props: Props) {
  const { graph, lanes, span, bins, width, left, isNarrow, categories } = props
  const palette = usePalette()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [at, setAt] = useState<At | null>(null)
  const scene = useMemo(() => layOut(props), [graph, lanes, span, bins, width, isNarrow, categories])
  const open = opened.value
  useLayoutEffect(() => {
    const element = canvas.current!
    const ratio = window.devicePixelRatio || 1
    element.width = Math.max(1, Math.round(width * ratio))
    element.height = Math.max(1, Math.round(scene.height * ratio))
    const context = element.getContext('2d')!
    context.scale(ratio, ratio)
    paintLanes(context, { ...scene, opened: open }, palette)
  }, [scene, palette, open, width])
  useLayoutEffect(() => setAt(null), [scene])

  const find = (event: MouseEvent): At | null => {
    const frame = canvas.current!.getBoundingClientRect()
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top]
    const lane = scene.boxes.findIndex((box) => y >= box.top && y < box.top + box.height)
    const box = scene.boxes[lane]
    if (!box) return null
    if (box.density) {
      const bin = findBin(bins, span.from + Math.floor((x / width) * (span.to - span.from + 1)))
      return bin >= 0 && bin < box.density.size && countAll(box.density, bin) > 0 ? { lane, item: bin } : null
    }
    const mark = findMark(box, x, y)
    return mark ? { lane, item: box.marks!.indexOf(mark) } : null
  }
  const choose = (found: At | null) => {
    if (!found) return
    const box = scene.boxes[found.lane]!
    if (box.density) props.onBin(lanes[found.lane]!, found.item)
    else openEvidence(box.marks![found.item]!.row)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') choose(at)
    else if (event.key === 'Escape' && at) setAt(null)
    else if (event.key.startsWith('Arrow')) setAt(step(scene.boxes, at, event.key, span, width))
    else return
    event.preventDefault()
  }
  return (
    <div class="lanes" data-narrow={isNarrow || undefined}>
      <div class="lanes-axis" aria-hidden="true">
        <div style={{ marginLeft: `${left}px`, width: `${width}px` }}>
          {scene.ticks.filter((tick) => place(span, width, tick.day) < width - TICK_ROOM).map((tick) => (
            <span key={tick.day} style={{ left: `${place(span, width, tick.day) + 3}px` }}>
              {formatTick(tick)}
            </span>
          ))}
        </div>
      </div>
      <div class="lanes-body" style={{ height: `${scene.height}px` }}>
        {lanes.map((lane, place) => (
          <LaneName key={`${lane.kind} ${lane.value}`} lane={lane} box={scene.boxes[place]!} isNarrow={isNarrow} name={props.nameLane(lane)} onLane={props.onLane} />
        ))}
        <div
          class="lanes-plot"
          style={{ left: `${left}px`, width: `${width}px`, height: `${scene.height}px` }}
          role="application"
          tabIndex={0}
          aria-label={t('timeline.lanes.keys')}
          aria-describedby="lanes-at"
          data-at={at ? '' : undefined}
          onKeyDown={onKeyDown}
          onPointerMove={(event) => event.pointerType !== 'touch' && setAt(find(event))}
          onPointerLeave={() => setAt(null)}
          onBlur={() => setAt(null)}
          onClick={(event) => choose(find(event))}
        >
          <canvas ref={canvas} style={{ width: `${width}px`, height: `${scene.height}px` }} />
          {at && <Ring scene={scene} at={at} />}
        </div>
        <output id="lanes-at" class="tip-place" aria-live="polite">
          {at && <Tip {...props} scene={scene} at={at} />}
        </output>
      </div>
    </div>
  )
}

function layOut({ graph, lanes, span, bins, width, isNarrow, categories }: Props): Scene {
  const levels = lanes.length === 1 ? LEVELS_ALONE : LEVELS
  const head = isNarrow ? HEAD_PIXELS : 0
  const boxes: LaneBox[] = []
  let top = 0
  for (const lane of lanes) {
    const marks = width > 0 ? stackMarks(graph, lane.rows, span, width, levels) : []
    const density = marks ? null : countDensity(graph, lane.rows, bins, categories.of, categories.list.length)
    const needed = marks ? marks.reduce((most, mark) => Math.max(most, mark.level + 1), 0) * LEVEL + PAD + 2 : DENSITY_PIXELS
    const height = head + Math.max(isNarrow ? 0 : LEAST_PIXELS, needed)
    boxes.push({ top, height, marks, density })
    top += height
  }
  const peak = Math.max(1, ...boxes.map((box) => (box.density ? findPeak(box.density) : 0)))
  return {
    boxes, span, width, height: top, ticks: listTicks(span, width, TICK_APART), peak,
    categories: categories.list, categoryOf: categories.of, opened: NONE,
  }
}

function LaneName({ lane, box, name, isNarrow, onLane }: {
  lane: Lane; box: LaneBox; name: string; isNarrow: boolean; onLane: (lane: Lane) => void
}) {
  const count = formatNumber(lane.rows.length)
  return (
    <div class="lane-name" style={{ top: `${box.top}px`, height: isNarrow ? `${HEAD_PIXELS}px` : `${box.height}px` }}>
      {lane.kind === 'value' ? (
        <button type="button" class="plain" title={t('timeline.lane.only', { name })} onClick={() => onLane(lane)}>
          <span dir="auto">{name}</span>
        </button>
      ) : (
        <span class="soft">{name}</span>
      )}
      <span class="count">{count}</span>
      {box.density && (
        <span class="lane-more soft">{t('timeline.peak', { n: Math.ceil(findPeak(box.density)), unit: t(`timeline.per.${box.density.bins.unit}`) })}</span>
      )}
    </div>
  )
}

function Ring({ scene, at }: { scene: Scene; at: At }) {
  const [x, y, width, height] = frame(scene, at)
  return <span class="ring" style={{ left: `${x - 3}px`, top: `${y - 3}px`, width: `${width + 6}px`, height: `${height + 6}px` }} />
}

function frame(scene: Scene, at: At): [x: number, y: number, width: number, height: number] {
  const box = scene.boxes[at.lane]!
  if (box.density) {
    const [start, end] = binEdges(box.density, at.item, scene)
    return [start, box.top + PAD, end - start, box.height - PAD]
  }
  const mark = box.marks![at.item]!
  return [mark.start, markTop(box, mark), mark.end - mark.start, DOT]
}

const TIP_PIXELS = 300

function Tip({ graph, lanes, left, width, scene, at, nameLane }: Props & { scene: Scene; at: At }) {
  const box = scene.boxes[at.lane]!
  const [x, y, itemWidth] = frame(scene, at)
  const middle = left + Math.max(0, Math.min(width, x + itemWidth / 2))
  const start = Math.max(4, Math.min(left + width - TIP_PIXELS - 4, middle - TIP_PIXELS / 2))
  const isLow = y > 120
  const style = isLow ? { left: `${start}px`, bottom: `${scene.height - y + 8}px` } : { left: `${start}px`, top: `${y + 22}px` }
  if (box.density) {
    const sum = sumBin(box.density, at.item)
    return (
      <div class="tip" style={style}>
        <strong>{formatBin(box.density.bins, at.item)}</strong>
        <span dir="auto">{nameLane(lanes[at.lane]!)}</span>
        <span>{t('timeline.tip.sure', { n: sum.sure })}</span>
        {box.density.touching[at.item]! > 0 && <span>{t('timeline.tip.touching', { n: box.density.touching[at.item]! })}</span>}
        {sum.open > 0 && <span>{t('timeline.tip.open', { n: sum.open })}</span>}
      </div>
    )
  }
  const row = box.marks![at.item]!.row
  return (
    <div class="tip" style={style}>
      <strong>{describeWhen(graph, row)}</strong>
      <span>{describeDeed(graph, row)}</span>
      <span dir="auto">{describeParties(graph, row)}</span>
      <span class="soft" dir="auto">
        {describeChain(graph, row)}
      </span>
    </div>
  )
}

function countAll(density: Density, bin: number): number {
  const { sure, shared, open } = sumBin(density, bin)
  return sure + shared + open
}

/** Left and right go through a lane in the order of time, up and down to the nearest in time of the next lane. */
function step(boxes: LaneBox[], at: At | null, key: string, span: Span, width: number): At | null {
  const items = boxes.map((box) => listItems(box, span, width))
  if (at === null) {
    const lane = items.findIndex((each) => each.length > 0)
    return lane < 0 ? null : { lane, item: items[lane]![0]!.item }
  }
  const here = items[at.lane]!.findIndex((one) => one.item === at.item)
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const next = items[at.lane]![here + (key === 'ArrowLeft' ? -1 : 1)]
    return next ? { lane: at.lane, item: next.item } : at
  }
  const x = items[at.lane]![here]?.x ?? 0
  for (let lane = at.lane + (key === 'ArrowUp' ? -1 : 1); lane >= 0 && lane < boxes.length; lane += key === 'ArrowUp' ? -1 : 1) {
    const each = items[lane]!
    if (each.length === 0) continue
    const nearest = each.reduce((best, one) => (Math.abs(one.x - x) < Math.abs(best.x - x) ? one : best))
    return { lane, item: nearest.item }
  }
  return at
}

function listItems(box: LaneBox, span: Span, width: number): { item: number; x: number }[] {
  if (box.marks) return box.marks.map((mark, item) => ({ item, x: mark.start }))
  const found: { item: number; x: number }[] = []
  const density = box.density!
  for (let bin = 0; bin < density.size; bin++) {
    if (countAll(density, bin) > 0) found.push({ item: bin, x: place(span, width, density.bins.edges[bin]!) })
  }
  return found
}

