// A place in, the outline that the base map has of it out; none rather than a wrong one.

import type { Row } from '../../data/documents'
import type { Graph } from '../../data/graph'
import type { Base, Shape } from './base'
import { toPlane } from './camera'
import type { Line } from './lines'

/** A country by its code; a first division where its point lies in one that is called much the same. */
export function findShape(base: Base, graph: Graph, place: Row): Shape | null {
  const { places } = graph.tables
  const level = graph.code('level', places.level[place]!)
  const country = graph.code('country', places.country[place]!)
  if (level === 'country') return base.fine.countries.find((one) => one.alpha3 === country) ?? null
  const [lat, lon] = [places.lat[place], places.lon[place]]
  if (level !== 'admin1' || lat == null || lon == null || !base.divisions) return null
  const [x, y] = toPlane(lon, lat)
  return (
    base.divisions.units.find(
      ({ box, name, rings }) =>
        x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] &&
        isAlike(name, places.name[place]!) && contains(rings, x, y),
    ) ?? null
  )
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

/** Half of the pairs of letters in common: spellings of one name differ ("Kharkiv", "Kharkov"), names differ more. */
const ALIKE = 0.5

const KINDS = new RegExp(
  `\\b(${[
    'oblast', "oblast'", 'province', 'governorate', 'muhafazat', 'state', 'region', 'district', 'county', 'prefecture',
    'department', 'division', 'republic', 'autonomous', 'krai', 'okrug', 'wilaya', 'city', 'of', 'the', 'al', 'el', 'ad',
    'ar', 'as', 'ash', 'at', 'az', 'an',
  ].join('|')})\\b`,
  'g',
)

export function isAlike(one: string, other: string): boolean {
  const [a, b] = [pairs(one), pairs(other)]
  if (a.length === 0 || b.length === 0) return false
  const left = new Map<string, number>()
  for (const pair of a) left.set(pair, (left.get(pair) ?? 0) + 1)
  let common = 0
  for (const pair of b) {
    const count = left.get(pair) ?? 0
    if (count === 0) continue
    left.set(pair, count - 1)
    common++
  }
  return (2 * common) / (a.length + b.length) >= ALIKE
}

function pairs(name: string): string[] {
  const folded = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\(.*?\)/g, ' ')
    .replace(/['’ʼ`]/g, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .replace(KINDS, ' ')
    .trim()
  const found: string[] = []
  for (const word of folded.split(/\s+/)) for (let at = 1; at < word.length; at++) found.push(word.slice(at - 1, at + 1))
  return found
}
