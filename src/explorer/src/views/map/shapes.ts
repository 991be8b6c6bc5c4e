// A place in, the outline that the base map has of it out; none rather than a wrong one.

import type { Row } from '../../data/documents'
import type { Graph } from '../../data/graph'
import type { Base, Shape } from './base'
import { toPlane } from './camera'
import NAMES from './division-names.json'
import type { Line } from './lines'

/** A country by its code, a first division by its name and where it lies. */
export function findShape(base: Base, graph: Graph, place: Row): Shape | null {
  const { places } = graph.tables
  const level = graph.code('level', places.level[place]!)
  const country = graph.code('country', places.country[place]!) ?? ''
  if (level === 'country') return base.fine.countries.find((one) => one.alpha3 === country) ?? null
  const [lat, lon] = [places.lat[place], places.lon[place]]
  if (level !== 'admin1' || lat == null || lon == null || !base.divisions) return null
  const [x, y] = toPlane(lon, lat)
  return findDivision(base.divisions.units, { name: places.name[place]!, country, x, y })
}

type Unit = Pick<Shape, 'name' | 'alpha3' | 'box' | 'rings'>
interface Wanted { name: string; country: string; x: number; y: number }

/**
 * The division that is called most like it among those of its country around its point, or of any country that hold its
 * point: who holds Crimea, is told otherwise by the gazetteer than by the map. `division-names.json` has the names that
 * are too different, and null where the borders are no longer those of the map (some 2014).
 */
export function findDivision<U extends Unit>(units: U[], { name, country, x, y }: Wanted): U | null {
  const known = (NAMES as Record<string, Record<string, string | null>>)[country]?.[name]
  if (known === null) return null
  let found: U | null = null
  let most = 0
  for (const unit of units) {
    if (!(unit.alpha3 === country && isAround(unit, x, y)) && !holds(unit, x, y)) continue
    const likeness = known === undefined ? compareNames(unit.name, name) : Number(unit.name === known)
    if (likeness <= most) continue
    found = unit
    most = likeness
  }
  return found
}

/** The middle of a region's places may lie outside of it, but not far. */
function isAround({ box: [west, north, east, south] }: Unit, x: number, y: number): boolean {
  const [right, down] = [(east - west) / 2, (south - north) / 2]
  return x >= west - right && x <= east + right && y >= north - down && y <= south + down
}

function holds({ box, rings }: Unit, x: number, y: number): boolean {
  return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && contains(rings, x, y)
}

/** Whether a point lies in rings, where those inside others are holes. */
export function contains(rings: Line[], x: number, y: number): boolean {
  let isInside = false
  for (const ring of rings) {
    for (let at = 2; at < ring.length; at += 2) {
      const [ax, ay, bx, by] = [ring[at - 2]!, ring[at - 1]!, ring[at]!, ring[at + 1]!]
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) isInside = !isInside
    }
  }
  return isInside
}

const KINDS = new Set(
  `oblast province governorate muhafazat state region district county prefecture department division republic autonomous
  krai okrug wilaya municipality of the al el ad ar as ash at az an`.split(/\s+/),
)
/** Words that part one division from its neighbour of nearly the same name, in the languages of the map. */
const SIDES: Record<string, string> = {
  north: 'N', northern: 'N', nord: 'N', norte: 'N', shamal: 'N', south: 'S', southern: 'S', sud: 'S', sur: 'S',
  janub: 'S', east: 'E', eastern: 'E', est: 'E', west: 'W', western: 'W', ouest: 'W', central: 'C', centre: 'C',
  upper: 'U', haut: 'U', lower: 'L', bas: 'L', new: 'new', city: 'city',
}

/**
 * How much two names are alike, 0 to 1 by the pairs of letters in common; 0 where they are rather names of two places.
 * Spellings of one name differ much ("Sumska", "Sumy"), so those that begin alike need less.
 */
export function compareNames(one: string, other: string): number {
  const [a, b] = [readName(one), readName(other)]
  if (a.sides !== b.sides || a.pairs.length === 0 || b.pairs.length === 0) return a.sides === b.sides && a.sides && a.start === b.start ? 1 : 0
  const left = new Map<string, number>()
  for (const pair of a.pairs) left.set(pair, (left.get(pair) ?? 0) + 1)
  let common = 0
  for (const pair of b.pairs) {
    const count = left.get(pair) ?? 0
    if (count === 0) continue
    left.set(pair, count - 1)
    common++
  }
  const likeness = (2 * common) / (a.pairs.length + b.pairs.length)
  return likeness >= (a.start === b.start ? 0.5 : 0.7) ? likeness : 0
}

function readName(name: string): { pairs: string[]; sides: string; start: string } {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\(.*?\)/g, ' ')
    .replace(/['’‘ʼ`]/g, '')
    .split(/[^\p{L}]+/u)
    .filter((word) => word && !KINDS.has(word))
  const plain = words.filter((word) => !(word in SIDES))
  return {
    pairs: plain.flatMap((word) => Array.from(word.slice(1), (letter, at) => word[at]! + letter)),
    sides: words.flatMap((word) => SIDES[word] ?? []).sort().join(' '),
    start: (plain[0] ?? '').slice(0, 3),
  }
}
