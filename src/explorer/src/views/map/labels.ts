// Labels in the order of their weight in, those that fit without lying on each other out.

export interface Rect { left: number; top: number; width: number; height: number }

/** The first of the places for a label that is free and within the view; null where none is. */
export function placeLabel(spots: Rect[], taken: Rect[], width: number, height: number): Rect | null {
  for (const spot of spots) {
    if (spot.left < 2 || spot.top < 2 || spot.left + spot.width > width - 2 || spot.top + spot.height > height - 2) continue
    if (!taken.some((other) => meet(spot, other))) return spot
  }
  return null
}

export function meet(a: Rect, b: Rect): boolean {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height
}

/** Right of a mark, left of it, under and over it. */
export function besides(x: number, y: number, reach: number, width: number, height: number): Rect[] {
  const gap = reach + 3
  return [
    { left: x + gap, top: y - height / 2, width, height },
    { left: x - gap - width, top: y - height / 2, width, height },
    { left: x - width / 2, top: y + gap, width, height },
    { left: x - width / 2, top: y - gap - height, width, height },
  ]
}

/** On the point itself, or a little off it. */
export function around(x: number, y: number, width: number, height: number): Rect[] {
  const [left, top] = [x - width / 2, y - height / 2]
  return [[0, 0], [0, 1.2], [0, -1.2], [0.7, 0], [-0.7, 0], [0, 2.4], [0, -2.4], [0.7, 1.2], [-0.7, -1.2]].map(
    ([right, down]) => ({ left: left + right! * width, top: top + down! * height, width, height }),
  )
}
