// Places and names in; those that can be written without touching one another out, the weightiest first.

export interface Wanted {
  name: string
  /** Middle of the node, and its radius, in pixels. */
  x: number
  y: number
  radius: number
  /** Comes first, whatever it touches: what the pointer or the reader is at. */
  isFirm: boolean
  /** Stands to the left where that is free, as on the left half of a circle. */
  isLeft: boolean
}

export interface Placed extends Wanted { left: number; top: number; width: number }

const GAP = 4

type Spot = readonly [left: number, top: number]

/**
 * A name stands to the right of its node, else to the left, below or above it, best where it covers no other node;
 * where none of these is free of other names it is left out.
 *
 * @param measure the width of a name in pixels
 */
export function placeLabels(wanted: Wanted[], measure: (name: string) => number, line: number, width: number, height: number, most: number): Placed[] {
  const placed: Placed[] = []
  for (const one of wanted) {
    if (placed.length >= most) break
    if (one.x < -one.radius || one.x > width + one.radius || one.y < -one.radius || one.y > height + one.radius) continue
    const across = measure(one.name)
    const spots = [
      [one.x + one.radius + GAP, one.y - line / 2],
      [one.x - one.radius - GAP - across, one.y - line / 2],
      [one.x - across / 2, one.y + one.radius + 1],
      [one.x - across / 2, one.y - one.radius - line - 1],
    ] satisfies Spot[]
    if (one.isLeft) [spots[0], spots[1]] = [spots[1]!, spots[0]!]
    const isIn = ([left, top]: Spot) => left >= 0 && left + across <= width && top >= 0 && top + line <= height
    const isApart = ([left, top]: Spot) =>
      placed.every((other) => left > other.left + other.width + 2 || left + across + 2 < other.left || top >= other.top + line || top + line <= other.top)
    const isClear = ([left, top]: Spot) =>
      wanted.every((other) => other === one || other.x + other.radius < left || other.x - other.radius > left + across || other.y + other.radius < top || other.y - other.radius > top + line)
    const free = spots.filter((spot) => isIn(spot) && isApart(spot))
    const spot = free.find(isClear) ?? free[0] ?? (one.isFirm ? spots[0] : undefined)
    if (spot) placed.push({ ...one, left: spot[0], top: spot[1], width: across })
  }
  return placed
}
