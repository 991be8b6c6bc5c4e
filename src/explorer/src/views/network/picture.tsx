// Actors and ties in sight, drawn by sigma: it moves and zooms, tells what the pointer is at and what was clicked.

import { MultiDirectedGraph } from 'graphology'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import Sigma from 'sigma'
import type { Row } from '../../data/documents'
import { t } from '../../i18n'
import type { Palette } from '../../parts/palette'
import { type TieDisplay, TieProgram } from './edge-program'
import { placeLabels, type Wanted } from './labels'
import type { Layout, Plan, Positions } from './layout'
import { ActorProgram } from './node-program'
import { KIND_COLOURS, lineOf } from './lines'
import { tieSize } from './look'
import { runLayout } from './run-layout'
import type { Tie } from './ties'

/** What is drawn; a new object draws the picture anew. */
export interface Drawing {
  actors: { row: Row; name: string; size: number; colour: string; group: number }[]
  ties: { tie: Tie; shift: number }[]
  layout: Layout
}

/** How much of a tie is seen: 0 nothing, 1 all. */
export type Strength = (tie: Tie) => { alpha: number; count: number }

interface Props {
  drawing: Drawing
  palette: Palette
  /** Null: all of every tie. */
  strength: Strength | null
  picked: { actor: Row | null; pair: string | null }
  onActor: (row: Row | null) => void
  onTie: (tie: Tie) => void
  describe: (tie: Tie) => string
}

const LABEL_PIXELS = 12
const LABELS = 140
/** Radius in pixels from which on a node among many has a name; zooming in makes more of them as large. */
const LEAST_NAMED = 3
const PADDING = 44
/** Pixels that a card takes. */
const CARD = 400
const TIP = { width: 308, height: 56 }
const FAINT = 0.08

export function Picture(props: Props) {
  const box = useRef<HTMLDivElement>(null)
  const names = useRef<HTMLCanvasElement>(null)
  const stage = useRef<Stage | null>(null)
  const [tip, setTip] = useState<{ x: number; y: number; text: string } | null>(null)
  const [isBusy, setBusy] = useState(true)
  useLayoutEffect(() => {
    stage.current = new Stage(box.current!, names.current!, setTip)
    return () => {
      stage.current?.kill()
      stage.current = null
    }
  }, [])
  useLayoutEffect(() => {
    stage.current!.handlers = props
  })
  useEffect(() => stage.current!.draw(props.drawing, (isDone) => setBusy(!isDone)), [props.drawing])
  useEffect(() => stage.current!.repaint(props.palette, props.strength, props.picked), [props.palette, props.strength, props.picked, props.drawing])
  const onKeyDown = (event: KeyboardEvent) => {
    if (stage.current?.press(event.key)) event.preventDefault()
  }
  return (
    <div class="network-picture" aria-busy={isBusy}>
      <div class="network-sigma" ref={box} role="application" tabIndex={0} aria-label={t('network.keys')} data-tip={tip ? '' : undefined} onKeyDown={onKeyDown} />
      <canvas class="network-names" ref={names} aria-hidden="true" />
      <div class="network-zoom" role="group" aria-label={t('network.zoom')}>
        {(['+', '-', '0'] as const).map((key) => (
          <button key={key} type="button" aria-label={t(`network.zoom.${key}`)} title={t(`network.zoom.${key}`)} onClick={() => stage.current?.press(key)}>
            <span aria-hidden="true">{{ '+': '+', '-': '−', '0': '⤢' }[key]}</span>
          </button>
        ))}
      </div>
      {tip && (
        <div class="tip" dir="auto" style={{ left: `${tip.x}px`, top: `${tip.y}px` }}>
          {tip.text}
        </div>
      )}
    </div>
  )
}

/** Sigma and what it draws, outside of the page's own rendering. */
class Stage {
  handlers: Props | null = null
  private graph = new MultiDirectedGraph()
  private readonly sigma: Sigma
  private palette: Palette = (colour) => colour
  private strength: Strength | null = null
  private picked: Props['picked'] = { actor: null, pair: null }
  private hovered: string | null = null
  private hoveredTie: string | null = null
  private near: ReadonlySet<string> | null = null
  private ranked: string[] = []
  /** How much smaller the whole is drawn than it was laid out. */
  private scale = 1
  /** Where very many ties cross, each is paler, so that their number is seen. */
  private calm = 1
  private readonly font = `${LABEL_PIXELS}px ${getComputedStyle(document.body).fontFamily}`
  private isCircle = false
  /** Sigma throws when it is asked to draw after its end; a pointer that leaves with the view still asks. */
  private isOver = false
  private readonly widths = new Map<string, number>()

  constructor(box: HTMLElement, private readonly names: HTMLCanvasElement, private readonly tell: (tip: { x: number; y: number; text: string } | null) => void) {
    this.sigma = new Sigma(this.graph, box, {
      allowInvalidContainer: true,
      renderLabels: false,
      enableEdgeEvents: true,
      zIndex: true,
      defaultEdgeType: 'tie',
      defaultNodeType: 'actor',
      nodeProgramClasses: { actor: ActorProgram },
      nodeHoverProgramClasses: { actor: ActorProgram },
      edgeProgramClasses: { tie: TieProgram as never },
      defaultDrawNodeHover: () => undefined,
      stagePadding: PADDING,
      minCameraRatio: 0.02,
      maxCameraRatio: 4,
      nodeReducer: (node, data) => this.showActor(node, data),
      edgeReducer: (edge, data) => this.showTie(edge, data),
    })
    box.addEventListener('pointerleave', () => this.hover(null, null))
    this.sigma.on('afterRender', () => this.writeNames())
    this.sigma.on('enterNode', ({ node }) => this.hover(node, null))
    this.sigma.on('leaveNode', () => this.hover(null, null))
    this.sigma.on('enterEdge', ({ edge, event }) => this.hover(null, edge, event))
    this.sigma.on('leaveEdge', () => this.hover(null, null))
    this.sigma.on('clickNode', ({ node }) => this.handlers?.onActor(Number(node)))
    this.sigma.on('clickEdge', ({ edge }) => this.handlers?.onTie(this.graph.getEdgeAttribute(edge, 'tie') as Tie))
    this.sigma.on('clickStage', () => this.handlers?.onActor(null))
  }

  /** @returns how to stop looking for places */
  draw(drawing: Drawing, onDone: (isDone: boolean) => void): () => void {
    const graph = new MultiDirectedGraph()
    const number = new Map(drawing.actors.map(({ row }, place) => [row, place]))
    for (const { row, name, size, colour } of drawing.actors) graph.addNode(row, { x: 0, y: 0, size, name, hue: colour })
    for (const { tie, shift } of drawing.ties) {
      graph.addDirectedEdgeWithKey(tie.key, tie.from, tie.to, { size: tieSize(tie), tie, shift, line: lineOf(tie.kind, tie.standing) })
    }
    const plan: Plan = {
      groups: drawing.actors.map(({ group }) => group),
      sizes: drawing.actors.map(({ size }) => size),
      sources: drawing.ties.map(({ tie }) => number.get(tie.from)!),
      targets: drawing.ties.map(({ tie }) => number.get(tie.to)!),
      weights: drawing.ties.map(({ tie }) => tie.rows.length),
      aspect: this.findAspect(),
    }
    this.graph = graph
    this.isCircle = drawing.layout === 'circle'
    this.calm = Math.max(0.25, Math.min(1, Math.sqrt(400 / Math.max(1, drawing.ties.length))))
    this.hovered = this.hoveredTie = this.near = null
    this.ranked = [...drawing.actors].sort((a, b) => b.size - a.size || a.row - b.row).map(({ row }) => String(row))
    let isFirst = true
    onDone(false)
    return runLayout(drawing.layout, plan, (positions: Positions, isDone) => {
      if (this.isOver) return
      this.scale = this.findScale(positions)
      drawing.actors.forEach(({ row }, place) => graph.mergeNodeAttributes(row, { x: positions.x[place]!, y: positions.y[place]! }))
      if (isFirst) {
        this.sigma.setGraph(graph)
        this.sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 })
      } else this.sigma.refresh()
      isFirst = false
      if (isDone) onDone(true)
    })
  }

  private findScale({ x, y }: Positions): number {
    const { width, height } = this.sigma.getDimensions()
    const extent = (values: Float32Array) => values.reduce((most, one) => Math.max(most, one), -Infinity) - values.reduce((least, one) => Math.min(least, one), Infinity)
    const fit = Math.min((width - 2 * PADDING) / Math.max(1, extent(x)), (height - 2 * PADDING) / Math.max(1, extent(y)))
    return Math.max(0.22, Math.min(1, fit))
  }

  /** In steps, so that a window that is a little wider has the same picture. */
  private findAspect(): number {
    const { width, height } = this.sigma.getDimensions()
    return Math.max(0.5, Math.min(3, Math.round((width / Math.max(1, height)) * 2) / 2))
  }

  repaint(palette: Palette, strength: Strength | null, picked: Props['picked']): void {
    if (palette !== this.palette) this.widths.clear()
    this.palette = palette
    this.strength = strength
    const isNew = picked.actor !== this.picked.actor || picked.pair !== this.picked.pair
    this.picked = picked
    this.look()
    if (isNew) this.bringIntoSight(picked.actor === null ? (picked.pair?.split('>') ?? []) : [String(picked.actor)])
  }

  /** Move the picture where the middle of what was picked is beyond its edge or below the card. */
  private bringIntoSight(nodes: string[]): void {
    const places = nodes.map((node) => this.sigma.getNodeDisplayData(node)).filter((data) => data !== undefined)
    if (places.length === 0) return
    const data = { x: places.reduce((sum, one) => sum + one.x, 0) / places.length, y: places.reduce((sum, one) => sum + one.y, 0) / places.length }
    const { width, height } = this.sigma.getDimensions()
    const { x, y } = this.sigma.framedGraphToViewport(data)
    const free = width > 2 * CARD ? width - CARD : width
    const isLeft = document.dir !== 'rtl'
    if (x > (isLeft ? 0 : width - free) && x < (isLeft ? free : width) && y > 0 && y < height) return
    const middle = { x: isLeft ? free / 2 : width - free / 2, y: height / 2 }
    const [from, to] = [this.sigma.viewportToFramedGraph(middle), this.sigma.viewportToFramedGraph({ x, y })]
    const camera = this.sigma.getCamera()
    const state = camera.getState()
    void camera.animate({ x: state.x + to.x - from.x, y: state.y + to.y - from.y }, { duration: findDuration() })
  }

  /** @returns whether the key means anything here */
  press(key: string): boolean {
    const camera = this.sigma.getCamera()
    const { x, y, ratio } = camera.getState()
    const step = 0.1 * ratio
    const moves: Record<string, { x?: number; y?: number; ratio?: number }> = {
      ArrowLeft: { x: x - step }, ArrowRight: { x: x + step }, ArrowUp: { y: y + step }, ArrowDown: { y: y - step },
      '+': { ratio: ratio / 1.4 }, '=': { ratio: ratio / 1.4 }, '-': { ratio: ratio * 1.4 }, '0': { x: 0.5, y: 0.5, ratio: 1 },
    }
    const move = moves[key]
    if (!move) return false
    void camera.animate(move, { duration: findDuration() })
    return true
  }

  kill(): void {
    this.isOver = true
    this.sigma.kill()
  }

  private hover(node: string | null, edge: string | null, at?: { x: number; y: number }): void {
    if (this.isOver) return
    this.hovered = node
    this.hoveredTie = edge
    const tie = edge === null ? null : (this.graph.getEdgeAttribute(edge, 'tie') as Tie)
    this.tell(tie && at ? { ...this.findCorner(at), text: this.handlers?.describe(tie) ?? '' } : null)
    this.sigma.getContainer().style.cursor = node !== null || edge !== null ? 'pointer' : ''
    this.look()
  }

  /** Beside the pointer, inside of the picture. */
  private findCorner({ x, y }: { x: number; y: number }): { x: number; y: number } {
    const { width, height } = this.sigma.getDimensions()
    return { x: Math.max(0, Math.min(x + 12, width - TIP.width)), y: y + 12 + TIP.height > height ? y - TIP.height : y + 12 }
  }

  /** Actors next to what the pointer is at, or else to what is picked. */
  private look(): void {
    if (this.isOver) return
    const { actor, pair } = this.picked
    const node = this.hovered ?? (this.hoveredTie === null && pair === null && actor !== null ? String(actor) : null)
    if (node !== null && this.graph.hasNode(node)) this.near = new Set([node, ...this.graph.neighbors(node)])
    else if (this.hoveredTie !== null && this.graph.hasEdge(this.hoveredTie)) this.near = new Set(this.graph.extremities(this.hoveredTie))
    else if (pair !== null) this.near = new Set(pair.split('>'))
    else this.near = null
    if (this.near && ![...this.near].some((one) => this.graph.hasNode(one))) this.near = null
    this.sigma.refresh({ skipIndexation: true })
  }

  private showActor(node: string, data: Record<string, unknown>) {
    const isNear = this.near === null || this.near.has(node)
    const colour = this.palette(data.hue as string)
    const share = (isNear ? 1 : 0.15) * (this.isAlive(node) ? 1 : 0.25)
    return { ...data, size: (data.size as number) * this.scale ** 0.75, color: share === 1 ? colour : mix(colour, this.palette('var(--ground)'), share), zIndex: isNear ? 1 : 0, label: null }
  }

  /** Whether the moment shows anything of it. */
  private isAlive(node: string): boolean {
    return this.strength === null || !this.graph.hasNode(node) || this.graph.someEdge(node, (_, tie) => this.strength!(tie.tie as Tie).alpha > 0)
  }

  private showTie(edge: string, data: Record<string, unknown>): Partial<TieDisplay> {
    const tie = data.tie as Tie
    const { alpha } = this.strength?.(tie) ?? { alpha: 1 }
    const isNear = this.isNear(edge, tie)
    const resting = this.near === null ? (data.line === 'solid' ? 0.62 : 0.8) * this.calm : 1
    return {
      ...data,
      size: (data.size as number) * Math.max(0.55, this.scale),
      shift: (data.shift as number) * Math.max(0.55, this.scale),
      color: this.palette(KIND_COLOURS[tie.kind]),
      alpha: alpha * (isNear ? resting : FAINT),
      hidden: alpha === 0,
      zIndex: isNear && this.near !== null ? 1 : 0,
    } as Partial<TieDisplay>
  }

  private isNear(edge: string, tie: Tie): boolean {
    if (this.near === null) return true
    if (this.hoveredTie !== null) return edge === this.hoveredTie
    const { pair, actor } = this.picked
    if (this.hovered !== null) return String(tie.from) === this.hovered || String(tie.to) === this.hovered
    if (pair !== null) return tie.pair === pair
    return tie.from === actor || tie.to === actor
  }

  private writeNames(): void {
    const { width, height } = this.sigma.getDimensions()
    const ratio = window.devicePixelRatio || 1
    const { names } = this
    if (names.width !== Math.round(width * ratio) || names.height !== Math.round(height * ratio)) {
      names.width = Math.round(width * ratio)
      names.height = Math.round(height * ratio)
    }
    const context = names.getContext('2d')!
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, width, height)
    context.font = this.font
    context.textBaseline = 'middle'
    context.lineJoin = 'round'
    const measure = (name: string) => {
      let found = this.widths.get(name)
      if (found === undefined) this.widths.set(name, (found = context.measureText(name).width))
      return found
    }
    const first = this.near ? [...this.near].sort((a, b) => Number(b === this.hovered) - Number(a === this.hovered)) : []
    const order = [...first, ...(this.near ? [] : this.ranked)]
    const wanted: Wanted[] = []
    for (const node of order) {
      if (!this.isAlive(node)) continue
      const data = this.sigma.getNodeDisplayData(node)
      if (!data || (this.near === null && order.length > LABELS && this.sigma.scaleSize(data.size) < LEAST_NAMED)) continue
      const { x, y } = this.sigma.framedGraphToViewport(data)
      wanted.push({ name: cut(this.graph.getNodeAttribute(node, 'name') as string), x, y, radius: this.sigma.scaleSize(data.size), isFirm: node === this.hovered, isLeft: this.isCircle && data.x < 0.5 })
    }
    const [ink, ground] = [this.palette('var(--ink)'), this.palette('var(--ground)')]
    for (const label of placeLabels(wanted, measure, LABEL_PIXELS + 3, width, height, LABELS)) {
      context.lineWidth = 3
      context.strokeStyle = ground
      context.strokeText(label.name, label.left, label.top + (LABEL_PIXELS + 3) / 2)
      context.fillStyle = ink
      context.fillText(label.name, label.left, label.top + (LABEL_PIXELS + 3) / 2)
    }
  }
}

function findDuration(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 1 : 150
}

const LETTERS = 34

function cut(name: string): string {
  const letters = [...name]
  return letters.length > LETTERS ? `${letters.slice(0, LETTERS - 1).join('')}…` : name
}

/** So much of one "rgb(…)" in another. */
function mix(colour: string, ground: string, share: number): string {
  const [from, to] = [ground, colour].map((one) => (one.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number))
  if (from?.length !== 3 || to?.length !== 3) return colour
  return `rgb(${from.map((value, place) => Math.round(value + (to[place]! - value) * share)).join(', ')})`
}
