// Packed topologies in, the base map as paths on the map's plane out: countries, borders, divisions, disputed lines.

import { geoMercator, geoPath } from 'd3-geo'
import type { Feature, Geometry, MultiLineString } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification'
import type { Dispute } from '../../../geography/disputes'
import AREAS from './areas.json'
import { type Box, toPlane } from './camera'
import { cutLines, joinLines, type Line } from './lines'
import ISO from './iso.json'

export interface Shape {
  name: string
  /** ISO 3166-1; null where there is none ("Somaliland"). */
  alpha3: string | null
  alpha2: string | null
  /** Even where it is many parts, in one. */
  path: Path2D
  rings: Line[]
  box: Box
  /** The middle of the largest part, and its box: where a name goes. */
  middle: [number, number]
  mainBox: Box
}
export interface DisputedLine {
  dispute: Dispute
  path: Path2D
  box: Box
  /** Part of a border, drawn as any other where nobody disputes it at the time; else the edge of an area. */
  isBorder: boolean
}
export interface Layer {
  countries: Shape[]
  land: Path2D
  coast: Path2D
  borders: Path2D
}
/** Borders between the divisions of a country; `scale`: pixels of the plane's side from which they are no thicket. */
export interface Inner { path: Path2D; box: Box; scale: number }
export interface Divisions { units: Shape[]; inner: Inner[] }
export interface Base {
  coarse: Layer
  fine: Layer
  disputed: DisputedLine[]
  divisions: Divisions | null
  disputes: Dispute[]
}

type Named = { name: string }
type Countries = Topology<{ countries: GeometryCollection<Named> }>
type Units = Topology<{ units: GeometryCollection<Named> }>
interface Area {
  borders?: string[][]
  box?: number[]
  divisions?: Record<string, string[]>
  outline?: boolean
  coasts?: string[]
}

/** Codes that Natural Earth gives no number: de facto states among them. */
const UNNUMBERED: Record<string, string> = { Kosovo: 'XKXXK' }

/** Pixels across that the middle division of a country has, when their borders begin to be drawn. */
const DIVISION_PIXELS = 22

const projection = geoMercator()
  .scale(1 / (2 * Math.PI))
  .translate([0.5, 0.5])
  .precision(0)

let made: Promise<Base> | null = null

export function loadBase(): Promise<Base> {
  made ??= makeBase()
  return made
}

async function makeBase(): Promise<Base> {
  const packed = await Promise.all([
    import('virtual:countries-coarse'), import('virtual:countries'), import('virtual:disputed'),
  ])
  const [coarse, fine, disputes] = (await Promise.all(packed.map((module) => unpack(module.default)))) as [
    Countries, Countries, Dispute[],
  ]
  const pieces = cutDisputed(fine, disputes)
  return {
    coarse: makeLayer(coarse, null),
    fine: makeLayer(fine, pieces.agreed),
    disputed: pieces.disputed,
    divisions: null,
    disputes,
  }
}

/** Divisions come later, since they are large and nobody sees them from afar. */
export async function loadDivisions(base: Base): Promise<void> {
  if (base.divisions) return
  const topology = (await unpack((await import('virtual:divisions')).default)) as Units
  if (base.divisions) return
  const units = feature(topology, topology.objects.units).features.flatMap((one) => {
    const shape = makeShape(one.properties.name, String(one.id), null, trace(one.geometry))
    return shape ? [shape] : []
  })
  const ofCountry = new Map<unknown, GeometryObject<Named>[]>()
  for (const one of topology.objects.units.geometries) {
    const others = ofCountry.get(one.id)
    if (others) others.push(one)
    else ofCountry.set(one.id, [one])
  }
  const inner = [...ofCountry].flatMap(([country, geometries]) => {
    const lines = traceLines(mesh(topology, { type: 'GeometryCollection', geometries }, (a, b) => a !== b))
    const boxes = units.filter((unit) => unit.alpha3 === country).map((unit) => unit.mainBox)
    const widths = boxes.map(([west, north, east, south]) => Math.sqrt((east - west) * (south - north))).sort((a, b) => a - b)
    if (lines.length === 0 || widths.length === 0) return []
    return [{ path: drawLines(lines, false), box: boxOf(lines), scale: DIVISION_PIXELS / widths[widths.length >> 1]! }]
  })
  base.divisions = { units, inner }
  for (const [name, area] of Object.entries(AREAS as Record<string, Area | null>)) {
    const wanted = area?.divisions
    if (!wanted) continue
    const rings = units
      .filter((unit) => wanted[unit.alpha3 ?? '']?.includes(unit.name))
      .flatMap((unit) => unit.rings)
    for (const dispute of base.disputes) {
      if (dispute.name === name && rings.length > 0) base.disputed.push(makeLine(dispute, joinLines(rings), false))
    }
  }
}

export async function unpack(packed: string): Promise<unknown> {
  const letters = atob(packed)
  const bytes = new Uint8Array(letters.length)
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at)
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return JSON.parse(await new Response(stream).text())
}

function makeLayer(topology: Countries, agreed: Line[] | null): Layer {
  const { countries } = topology.objects
  const shapes = feature(topology, countries).features.flatMap((one) => {
    const code = (ISO as Record<string, string>)[String(one.id)] ?? UNNUMBERED[one.properties.name] ?? null
    const shape = makeShape(one.properties.name, code && code.slice(0, 3), code && code.slice(3), trace(one.geometry))
    return shape ? [shape] : []
  })
  const land = new Path2D()
  for (const shape of shapes) land.addPath(shape.path)
  return {
    countries: shapes,
    land,
    coast: drawLines(traceLines(mesh(topology, countries, (a, b) => a === b)), false),
    borders: drawLines(agreed ?? traceLines(mesh(topology, countries, (a, b) => a !== b)), false),
  }
}

/** Borders that nobody disputes, and what is disputed, by the ontology's areas and `areas.json`. */
function cutDisputed(topology: Countries, disputes: Dispute[]): { agreed: Line[]; disputed: DisputedLine[] } {
  const { countries } = topology.objects
  const between = new Map<string, { lines: Line[]; isWhole: boolean }>()
  const pairs = new Set<string>()
  const areas = AREAS as Record<string, Area | null>
  for (const area of Object.values(areas)) for (const pair of area?.borders ?? []) pairs.add(pair.join('|'))
  const pairOf = (a: GeometryObject, b: GeometryObject) =>
    [nameOf(a), nameOf(b)].sort((one, other) => (one < other ? -1 : 1)).join('|')
  const wanted = new Map([...pairs].map((pair) => [pair.split('|').sort((a, b) => (a < b ? -1 : 1)).join('|'), pair]))
  const agreed = traceLines(mesh(topology, countries, (a, b) => a !== b && !wanted.has(pairOf(a, b))))
  for (const [sorted, pair] of wanted) {
    const lines = traceLines(mesh(topology, countries, (a, b) => a !== b && pairOf(a, b) === sorted))
    between.set(pair, { lines, isWhole: false })
  }
  const disputed: DisputedLine[] = []
  for (const dispute of disputes) {
    const area = areas[dispute.name]
    if (!area) continue
    const [parts, edges]: [Line[], Line[]] = [[], []]
    for (const pair of area.borders ?? []) {
      const border = between.get(pair.join('|'))!
      if (!area.box) border.isWhole = true
      parts.push(...(area.box ? cutLines(border.lines, toBox(area.box)).inside : border.lines))
    }
    if (area.outline && dispute.outline) {
      const ring = [...dispute.outline, dispute.outline[0]!].flatMap(([lon, lat]) => toPlane(lon, lat))
      edges.push(Float64Array.from(ring))
    }
    for (const coast of area.coasts ?? []) {
      const found = countries.geometries.find((one) => nameOf(one) === coast)
      if (found) edges.push(...trace((feature(topology, found) as Feature).geometry))
    }
    if (parts.length > 0) disputed.push(makeLine(dispute, parts, true))
    if (edges.length > 0) disputed.push(makeLine(dispute, edges, false))
  }
  // What of a border no area's box holds is an ordinary border.
  for (const [pair, { lines, isWhole }] of between) {
    if (isWhole) continue
    let rest = lines
    for (const area of Object.values(areas)) {
      if (area?.box && area.borders?.some((one) => one.join('|') === pair)) rest = cutLines(rest, toBox(area.box)).outside
    }
    agreed.push(...rest)
  }
  return { agreed, disputed }
}

function toBox([west, south, east, north]: number[]): Box {
  const [x0, y0] = toPlane(west!, north!)
  const [x1, y1] = toPlane(east!, south!)
  return [x0, y0, x1, y1]
}

function makeLine(dispute: Dispute, lines: Line[], isBorder: boolean): DisputedLine {
  return { dispute, path: drawLines(lines, false), box: boxOf(lines), isBorder }
}

function nameOf(geometry: GeometryObject): string {
  return (geometry.properties as Named | undefined)?.name ?? ''
}

/** Rings or lines of a geometry on the plane. Cutting at 180° takes d3-geo long, so what does not cross it goes without. */
function trace(geometry: Geometry): Line[] {
  const runs =
    geometry.type === 'Polygon' || geometry.type === 'MultiLineString' ? geometry.coordinates
    : geometry.type === 'MultiPolygon' ? geometry.coordinates.flat()
    : []
  const found: Line[] = []
  for (const run of runs) {
    const line = new Float64Array(2 * run.length)
    for (let at = 0; at < run.length; at++) {
      const [lon, lat] = run[at]!
      if (at > 0 && Math.abs(lon! - run[at - 1]![0]!) > 180) return traceAround(geometry)
      const [x, y] = toPlane(lon!, lat!)
      line[2 * at] = x
      line[2 * at + 1] = y
    }
    found.push(line)
  }
  return found
}

function traceAround(geometry: Geometry): Line[] {
  const found: number[][] = []
  const context = {
    beginPath() {},
    moveTo(x: number, y: number) {
      found.push([x, y])
    },
    lineTo(x: number, y: number) {
      found.at(-1)!.push(x, y)
    },
    closePath() {
      const ring = found.at(-1)!
      ring.push(ring[0]!, ring[1]!)
    },
    arc() {},
  }
  geoPath(projection, context)(geometry)
  return found.map((line) => Float64Array.from(line))
}

function traceLines(lines: MultiLineString): Line[] {
  return trace(lines)
}

function drawLines(lines: Line[], isClosed: boolean): Path2D {
  const path = new Path2D()
  for (const line of lines) {
    path.moveTo(line[0]!, line[1]!)
    for (let at = 2; at < line.length; at += 2) path.lineTo(line[at]!, line[at + 1]!)
    if (isClosed) path.closePath()
  }
  return path
}

function makeShape(name: string, alpha3: string | null, alpha2: string | null, rings: Line[]): Shape | null {
  let largest: Line | null = null
  let most = 0
  for (const ring of rings) {
    const area = Math.abs(measureRing(ring).area)
    if (area > most) [largest, most] = [ring, area]
  }
  if (!largest) return null
  return {
    name, alpha3, alpha2, rings,
    path: drawLines(rings, true),
    box: boxOf(rings),
    middle: measureRing(largest).middle,
    mainBox: boxOf([largest]),
  }
}

function measureRing(ring: Line): { area: number; middle: [number, number] } {
  let [area, x, y] = [0, 0, 0]
  const [x0, y0] = [ring[0]!, ring[1]!]
  for (let at = 2; at < ring.length; at += 2) {
    // From the ring's own start, lest small areas drown in rounding.
    const [ax, ay, bx, by] = [ring[at - 2]! - x0, ring[at - 1]! - y0, ring[at]! - x0, ring[at + 1]! - y0]
    const cross = ax * by - bx * ay
    area += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  return { area: area / 2, middle: area ? [x0 + x / (3 * area), y0 + y / (3 * area)] : [x0, y0] }
}

function boxOf(lines: Line[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const line of lines) {
    for (let at = 0; at < line.length; at += 2) {
      box[0] = Math.min(box[0], line[at]!)
      box[1] = Math.min(box[1], line[at + 1]!)
      box[2] = Math.max(box[2], line[at]!)
      box[3] = Math.max(box[3], line[at + 1]!)
    }
  }
  return box
}
