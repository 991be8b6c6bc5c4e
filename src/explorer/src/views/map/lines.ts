// Lines on the plane in, parts of them out: what a box holds, and the outer edge of neighbouring rings.

import type { Box } from './camera'

/** x, y, x, y… */
export type Line = Float64Array

/** Stretches whose middle lies in the box, and all others. */
export function cutLines(lines: Line[], box: Box): { inside: Line[]; outside: Line[] } {
  const inside: Line[] = []
  const outside: Line[] = []
  for (const line of lines) {
    let first = 0
    let wasInside: boolean | null = null
    for (let at = 2; at <= line.length; at += 2) {
      const isInside = at < line.length ? holds(box, line, at) : null
      if (wasInside !== null && isInside !== wasInside) {
        ;(wasInside ? inside : outside).push(line.slice(first, at))
        first = at - 2
      }
      wasInside = isInside
    }
  }
  return { inside, outside }
}

function holds([west, north, east, south]: Box, line: Line, at: number): boolean {
  const [x, y] = [(line[at - 2]! + line[at]!) / 2, (line[at - 1]! + line[at + 1]!) / 2]
  return x >= west && x <= east && y >= north && y <= south
}

/** The stretches of rings that no other of them shares: the outer edge of what they make together. */
export function joinLines(rings: Line[]): Line[] {
  const count = new Map<string, number>()
  const nameEdge = (ring: Line, at: number) => {
    const [a, b] = [`${ring[at - 2]} ${ring[at - 1]}`, `${ring[at]} ${ring[at + 1]}`]
    return a < b ? `${a} ${b}` : `${b} ${a}`
  }
  for (const ring of rings) {
    for (let at = 2; at < ring.length; at += 2) {
      const edge = nameEdge(ring, at)
      count.set(edge, (count.get(edge) ?? 0) + 1)
    }
  }
  const found: Line[] = []
  for (const ring of rings) {
    let first = -1
    for (let at = 2; at <= ring.length; at += 2) {
      const isOuter = at < ring.length && count.get(nameEdge(ring, at)) === 1
      if (isOuter && first < 0) first = at - 2
      if (!isOuter && first >= 0) {
        found.push(ring.slice(first, at))
        first = -1
      }
    }
  }
  return found
}
