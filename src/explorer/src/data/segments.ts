// Stretches that overlap in, stretches side by side out, each with everything that covers it.

export interface Stretch { start: number; end: number }

export interface Segment<S extends Stretch> extends Stretch {
  /** What covers the whole of it, the longest first; empty for plain text. */
  covers: S[]
}

/** The text from `start` to `end`, cut wherever one of the stretches begins or ends. */
export function cutSegments<S extends Stretch>(stretches: readonly S[], start: number, end: number): Segment<S>[] {
  if (end <= start) return []
  const inside = stretches.filter((one) => one.start < end && one.end > start && one.end > one.start)
  const cuts = new Set([start, end])
  for (const one of inside) {
    cuts.add(Math.max(start, one.start))
    cuts.add(Math.min(end, one.end))
  }
  const points = [...cuts].sort((a, b) => a - b)
  const byStart = [...inside].sort((a, b) => a.start - b.start)
  const segments: Segment<S>[] = []
  let covering: S[] = []
  let next = 0
  for (let at = 0; at + 1 < points.length; at++) {
    const [from, to] = [points[at]!, points[at + 1]!]
    covering = covering.filter((one) => one.end > from)
    while (next < byStart.length && byStart[next]!.start <= from) {
      if (byStart[next]!.end > from) covering.push(byStart[next]!)
      next++
    }
    const covers = [...covering].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)
    segments.push({ start: from, end: to, covers })
  }
  return segments
}

/** Stretches that touch or are less than `gap` apart, as one; sorted. */
export function joinStretches(stretches: readonly Stretch[], gap = 0): Stretch[] {
  const joined: Stretch[] = []
  for (const one of [...stretches].sort((a, b) => a.start - b.start)) {
    const last = joined[joined.length - 1]
    if (last && one.start - last.end <= gap) last.end = Math.max(last.end, one.end)
    else joined.push({ start: one.start, end: one.end })
  }
  return joined
}
