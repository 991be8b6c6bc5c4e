// What is to be seen and where from in, a drawn canvas out, and what lies where on it. `covered`: what hides parts of it.

import type { Row } from '../../data/documents'
import type { Base, Shape } from './base'
import { type Box, type Camera, measurePlane, overlap, seeBox, type Size, toPixel, toPoint } from './camera'
import type { Cluster } from './cluster'
import type { Spot } from './gather'
import { contains } from './shapes'
import { around, besides, placeLabel, type Rect } from './labels'

export interface Inks {
  sea: string; land: string; coast: string; border: string; ink: string; soft: string; ground: string; raised: string
  accent: string; shade: string; disputed: string
  /** By slot. */
  slots: string[]
  font: string
}
/** A country or region that statements tell of. */
export interface Area { spot: Spot; shape: Shape | null; km: number; lat: number; box: Box }
export interface Mark { cluster: Cluster; value: number; slots: number[] }
export interface Badge { area: Area; value: number; slots: number[] }
export interface Scene {
  base: Base | null
  marks: Mark[]
  badges: Badge[]
  /** The largest value of a mark, which has the largest circle. */
  most: number
  /** Whether a disputed line is one at the time that is shown. */
  isInForce: (line: Base['disputed'][number]) => boolean
  chosen: Row
  namePlace: (place: Row) => string
  nameCountry: (shape: Shape) => string
  formatCount: (value: number) => string
  isRtl: boolean
}
export interface Hit { rect: Rect; mark?: Mark; badge?: Badge }

const [LEAST, MOST] = [5, 26]
/** Pixels of the plane's side from which the finer borders, and then divisions, are drawn. */
const FINE_FROM = 1500
export const DIVISIONS_FROM = 5500
const LABELS = 80
/** Pixels across from which the edge of a disputed area is drawn, and from which its name. */
const [EDGE_PIXELS, NAME_PIXELS] = [26, 70]

export function chooseRadius(value: number, most: number): number {
  return LEAST + (MOST - LEAST) * Math.sqrt(value / Math.max(1, most))
}

export function draw(
  context: CanvasRenderingContext2D, scene: Scene, camera: Camera, size: Size, ratio: number, inks: Inks, covered: Rect[],
): Hit[] {
  const pen = new Pen(context, camera, size, ratio, inks)
  pen.clear()
  if (scene.base) drawBase(pen, scene, scene.base)
  for (const badge of scene.badges) drawArea(pen, badge, scene)
  const taken = [...covered]
  const hits: Hit[] = []
  const labels: { text: string; spots: (width: number) => Rect[]; font: string; ink: string }[] = []
  const marks = scene.marks.map((mark) => ({ mark, at: pen.pixel(mark.cluster.x, mark.cluster.y), radius: sizeMark(mark, scene) }))
  for (const { at: [x, y], radius } of marks) {
    taken.push({ left: x - radius, top: y - radius, width: 2 * radius, height: 2 * radius })
  }
  for (const badge of scene.badges) {
    const rect = placeBadge(pen, badge, scene, taken)
    if (!rect) continue
    taken.push(rect)
    hits.push({ rect, badge })
  }
  for (const hit of hits) drawBadge(pen, hit.rect, hit.badge!, scene)
  // The rarest first, so that the commonest lies on top.
  for (const { mark, at, radius } of [...marks].reverse()) {
    drawMark(pen, mark, at, radius, scene)
    hits.push({ rect: { left: at[0] - radius, top: at[1] - radius, width: 2 * radius, height: 2 * radius }, mark })
  }
  if (scene.base) {
    const shown = camera.scale < FINE_FROM ? scene.base.coarse : scene.base.fine
    const badged = new Set(hits.map((hit) => hit.badge?.area.shape?.alpha3))
    for (const shape of shown.countries) {
      const [x, y] = pen.pixel(...shape.middle)
      const room = (shape.mainBox[2] - shape.mainBox[0]) * camera.scale
      const text = scene.nameCountry(shape)
      if (x < 0 || y < 0 || x > size.width || y > size.height || room < 34) continue
      const font = room > 260 ? pen.font(13, 600) : pen.font(11, 500)
      if (pen.measure(text, font) > room * 1.15) continue
      const off = badged.has(shape.alpha3) ? 16 : 0
      labels.push({ text, font, ink: inks.soft, spots: (width) => around(x, y + off, width, 15) })
    }
  }
  for (const { mark, at, radius } of marks) {
    if (mark.cluster.members.length > 1 || labels.length > LABELS * 3) continue
    const text = scene.namePlace(mark.cluster.members[0]!.place)
    labels.push({ text, font: pen.font(12, 400), ink: inks.ink, spots: (width) => besides(at[0], at[1], radius, width, 15) })
  }
  for (const { rect, badge } of hits) {
    if (!badge || badge.area.shape?.alpha3 === null || badge.area.shape?.alpha2) continue
    const text = scene.namePlace(badge.area.spot.place)
    const [x, y] = [rect.left + rect.width / 2, rect.top + rect.height / 2]
    labels.push({ text, font: pen.font(12, 500), ink: inks.soft, spots: (width) => besides(x, y, rect.width / 2, width, 15) })
  }
  for (const line of scene.base?.disputed ?? []) {
    const across = measure(line.box) * camera.scale
    if (line.isBorder || across < NAME_PIXELS || across > size.width * 2 || !scene.isInForce(line)) continue
    const [west, north, east, south] = line.box
    const [x, y] = pen.pixel((west + east) / 2, (north + south) / 2)
    labels.push({ text: line.dispute.name, font: `italic ${pen.font(11, 400)}`, ink: inks.soft, spots: (width) => around(x, y, width, 14) })
  }
  const written = new Set<string>()
  for (const { text, font, ink, spots } of labels) {
    if (written.size >= LABELS) break
    if (written.has(text)) continue
    const rect = placeLabel(spots(pen.measure(text, font)), taken, size.width, size.height)
    if (!rect) continue
    taken.push(rect)
    pen.write(text, rect.left, rect.top + rect.height / 2, font, ink, 'left', true)
    written.add(text)
  }
  return hits.reverse()
}

function measure([west, north, east, south]: Box): number {
  return Math.max(east - west, south - north)
}

function sizeMark(mark: Mark, scene: Scene): number {
  const radius = chooseRadius(mark.value, scene.most)
  return mark.cluster.members.length > 1 ? Math.max(12, radius) : radius
}

function drawBase(pen: Pen, scene: Scene, base: Base): void {
  const { camera, inks } = pen
  const layer = camera.scale < FINE_FROM ? base.coarse : base.fine
  const seen = seeBox(camera, pen.size)
  pen.onPlane((context) => {
    context.fillStyle = inks.land
    if (camera.scale < FINE_FROM * 4) context.fill(layer.land, 'evenodd')
    else for (const { path, box } of layer.countries) if (overlap(box, seen)) context.fill(path, 'evenodd')
    context.lineJoin = 'round'
    context.strokeStyle = inks.coast
    context.lineWidth = 0.8 / camera.scale
    context.stroke(layer.coast)
    if (base.divisions && camera.scale >= DIVISIONS_FROM) {
      context.strokeStyle = inks.coast
      context.lineWidth = 0.7 / camera.scale
      for (const { path, box, scale } of base.divisions.inner) {
        if (camera.scale >= scale && overlap(box, seen)) context.stroke(path)
      }
    }
    context.strokeStyle = inks.border
    context.lineWidth = 1 / camera.scale
    context.stroke(layer.borders)
    if (layer === base.coarse) return
    for (const line of base.disputed) {
      if (!overlap(line.box, seen)) continue
      const isDashed = scene.isInForce(line)
      // The edge of a small area is a blot from afar.
      if (!line.isBorder && (!isDashed || measure(line.box) * camera.scale < EDGE_PIXELS)) continue
      const unit = (camera.scale < 4000 ? 0.6 : 1) / camera.scale
      context.strokeStyle = isDashed ? inks.disputed : inks.border
      context.lineWidth = isDashed ? 1.3 * unit : 1 / camera.scale
      context.setLineDash(isDashed ? [5 * unit, 3 * unit] : [])
      context.stroke(line.path)
    }
    context.setLineDash([])
  })
}

function drawArea(pen: Pen, { area, value }: Badge, scene: Scene): void {
  const { inks, camera } = pen
  if (!overlap(area.box, seeBox(camera, pen.size))) return
  const isChosen = area.spot.place === scene.chosen
  const strength = 0.1 + 0.3 * Math.sqrt(value / Math.max(1, scene.most))
  const paint = (context: CanvasRenderingContext2D, path: Path2D, unit: number) => {
    context.globalAlpha = strength
    context.fillStyle = inks.shade
    context.fill(path, 'evenodd')
    context.globalAlpha = isChosen ? 1 : 0.6
    context.strokeStyle = isChosen ? inks.accent : inks.shade
    context.lineWidth = (isChosen ? 2 : 1) * unit
    if (!area.shape) context.setLineDash([1 * unit, 3 * unit])
    context.stroke(path)
    context.setLineDash([])
    context.globalAlpha = 1
  }
  if (area.shape) return pen.onPlane((context) => paint(context, area.shape!.path, 1 / camera.scale))
  const [x, y] = pen.pixel(area.spot.x, area.spot.y)
  const circle = new Path2D()
  circle.arc(x, y, (area.km / measurePlane(area.lat)) * camera.scale, 0, 2 * Math.PI)
  pen.onPixels((context) => paint(context, circle, 1))
}

const BADGE_HEIGHT = 20

/** The middle of an area, or what of it in sight is nearest to that; null where it is out of sight. */
function findAnchor(pen: Pen, { shape, spot, box }: Area): [number, number] | null {
  const { camera, size } = pen
  if (!overlap(box, seeBox(camera, size))) return null
  const [x, y] = shape ? pen.pixel(...shape.middle) : pen.pixel(spot.x, spot.y)
  if (x >= 0 && y >= 0 && x <= size.width && y <= size.height) return [x, y]
  const [left, top] = [Math.max(40, Math.min(size.width - 40, x)), Math.max(24, Math.min(size.height - 24, y))]
  const [east, south] = toPoint(camera, size, left, top)
  const isInside = shape
    ? contains(shape.rings, east, south)
    : Math.hypot(east - spot.x, south - spot.y) <= (box[2] - box[0]) / 2
  return isInside ? [left, top] : null
}

function placeBadge(pen: Pen, { area, value }: Badge, scene: Scene, taken: Rect[]): Rect | null {
  const anchor = findAnchor(pen, area)
  if (!anchor) return null
  const [x, y] = anchor
  const width = 24 + pen.measure(scene.formatCount(value), pen.font(12, 600))
  return placeLabel(around(x, y, width, BADGE_HEIGHT), taken, pen.size.width, pen.size.height)
}

function drawBadge(pen: Pen, rect: Rect, { area, value, slots }: Badge, scene: Scene): void {
  const { inks } = pen
  const [x, y] = findAnchor(pen, area)!
  const isOff = x < rect.left || y < rect.top || x > rect.left + rect.width || y > rect.top + rect.height
  pen.onPixels((context) => {
    if (isOff) {
      // It had to give way: a line leads back to what it is of.
      context.beginPath()
      context.moveTo(x, y)
      context.lineTo(rect.left + rect.width / 2, rect.top + rect.height / 2)
      context.strokeStyle = inks.ink
      context.lineWidth = 1
      context.stroke()
    }
    context.beginPath()
    context.roundRect(rect.left, rect.top, rect.width, rect.height, 4)
    context.fillStyle = inks.raised
    context.fill()
    const isChosen = area.spot.place === scene.chosen
    context.strokeStyle = isChosen ? inks.accent : inks.border
    context.lineWidth = isChosen ? 2 : 1
    context.stroke()
  })
  pen.pie(rect.left + 11, rect.top + rect.height / 2, 6, slots)
  pen.write(scene.formatCount(value), rect.left + 20, rect.top + rect.height / 2, pen.font(12, 600), inks.ink, 'left', false)
}

function drawMark(pen: Pen, mark: Mark, [x, y]: [number, number], radius: number, scene: Scene): void {
  const { inks } = pen
  const { members, rows } = mark.cluster
  const [first] = members
  const isGroup = members.length > 1
  const near = isGroup ? 0 : first!.near
  const isOnlyNear = near > 0 && near === rows.length
  const isArea = !isGroup && first!.isArea
  pen.onPixels((context) => {
    if (near > 0) {
      context.strokeStyle = inks.ink
      context.lineWidth = 1.2
      context.setLineDash([3, 3])
      context.beginPath()
      context.arc(x, y, radius + 4, 0, 2 * Math.PI)
      context.stroke()
      context.setLineDash([])
    }
    if (isGroup) {
      context.beginPath()
      context.arc(x, y, radius + 3, 0, 2 * Math.PI)
      context.fillStyle = inks.raised
      context.globalAlpha = 0.7
      context.fill()
      context.globalAlpha = 1
      context.lineWidth = 1
      context.strokeStyle = inks.border
      context.stroke()
    }
    if (members.some((spot) => spot.place === scene.chosen)) {
      context.strokeStyle = inks.accent
      context.lineWidth = 3
      context.beginPath()
      context.arc(x, y, radius + 6, 0, 2 * Math.PI)
      context.stroke()
    }
  })
  pen.pie(x, y, radius, mark.slots, isArea)
  // Hollow, for it did not happen there; and with room for the count.
  const hole = isOnlyNear ? radius - 2.5 : radius >= 10 ? radius * 0.66 : 0
  if (hole > 0) pen.disc(x, y, hole, inks.raised)
  if (radius >= 10) {
    const text = scene.formatCount(mark.value)
    pen.write(text, x, y + 0.5, pen.font(text.length > 3 ? 10 : 11, 600), inks.ink, 'center', false)
  }
}

/** A canvas with the ways between plane and pixels. */
class Pen {
  readonly context: CanvasRenderingContext2D
  readonly camera: Camera
  readonly size: Size
  readonly inks: Inks
  private readonly ratio: number

  constructor(context: CanvasRenderingContext2D, camera: Camera, size: Size, ratio: number, inks: Inks) {
    this.context = context
    this.camera = camera
    this.size = size
    this.ratio = ratio
    this.inks = inks
  }

  clear(): void {
    this.onPixels((context) => {
      context.fillStyle = this.inks.sea
      context.fillRect(0, 0, this.size.width, this.size.height)
    })
  }

  pixel(x: number, y: number): [number, number] {
    return toPixel(this.camera, this.size, x, y)
  }

  onPlane(paint: (context: CanvasRenderingContext2D) => void): void {
    const { scale } = this.camera
    const [left, top] = this.pixel(0, 0)
    this.context.setTransform(this.ratio * scale, 0, 0, this.ratio * scale, this.ratio * left, this.ratio * top)
    paint(this.context)
  }

  onPixels(paint: (context: CanvasRenderingContext2D) => void): void {
    this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0)
    paint(this.context)
  }

  font(pixels: number, weight: number): string {
    return `${weight} ${pixels}px ${this.inks.font}`
  }

  measure(text: string, font: string): number {
    const key = `${font}|${text}`
    let width = widths.get(key)
    if (width === undefined) {
      this.context.font = font
      width = this.context.measureText(text).width
      if (widths.size > 5000) widths.clear()
      widths.set(key, width)
    }
    return width
  }

  write(
    text: string, x: number, y: number, font: string, ink: string, align: CanvasTextAlign, hasHalo: boolean,
  ): void {
    this.onPixels((context) => {
      context.font = font
      context.textAlign = align
      context.textBaseline = 'middle'
      if (hasHalo) {
        context.strokeStyle = this.inks.land
        context.lineWidth = 3
        context.lineJoin = 'round'
        context.strokeText(text, x, y)
      }
      context.fillStyle = ink
      context.fillText(text, x, y)
    })
  }

  disc(x: number, y: number, radius: number, ink: string): void {
    this.onPixels((context) => {
      context.beginPath()
      context.arc(x, y, radius, 0, 2 * Math.PI)
      context.fillStyle = ink
      context.fill()
    })
  }

  /** Shares of a whole clockwise from the top; a square for a region that is too small to be drawn. */
  pie(x: number, y: number, radius: number, slots: number[], isSquare = false): void {
    const total = slots.reduce((sum, count) => sum + count, 0)
    this.onPixels((context) => {
      context.save()
      context.beginPath()
      if (isSquare) context.rect(x - radius, y - radius, 2 * radius, 2 * radius)
      else context.arc(x, y, radius, 0, 2 * Math.PI)
      context.strokeStyle = this.inks.raised
      context.lineWidth = 2
      context.stroke()
      context.clip()
      let angle = -Math.PI / 2
      const far = radius * 1.5
      slots.forEach((count, slot) => {
        if (count === 0) return
        const next = angle + (2 * Math.PI * count) / total
        context.beginPath()
        if (count === total) context.rect(x - far, y - far, 2 * far, 2 * far)
        else {
          context.moveTo(x, y)
          context.arc(x, y, far, angle, next)
          context.closePath()
        }
        context.fillStyle = this.inks.slots[slot]!
        context.fill()
        angle = next
      })
      context.restore()
    })
  }
}

const widths = new Map<string, number>()
