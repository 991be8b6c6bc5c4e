// Parts of a text that matter in, the stretches of it to show out: these and what stands around them.

import { joinStretches, type Stretch } from './segments'
import type { PointText } from './text'

/** Code points shown before and after, at most. */
const AROUND = 180
/** Parts that are less than this apart are shown with all that is between them. */
const GAP = 160

/**
 * Each part with up to AROUND code points before and after it, begun and ended at a paragraph or else between words;
 * ascending, and none overlaps another.
 */
export function cutExcerpts(text: PointText, parts: readonly Stretch[], around = AROUND): Stretch[] {
  const grown = joinStretches(parts, GAP).map(({ start, end }) => {
    const before = text.slice(start - around, start)
    const after = text.slice(end, end + around)
    return {
      start: start - countPoints(trimBefore(before, start <= around)),
      end: end + countPoints(trimAfter(after, end + around >= text.length)),
    }
  })
  return joinStretches(grown)
}

function trimBefore(before: string, isWhole: boolean): string {
  const paragraph = before.lastIndexOf('\n')
  if (paragraph >= 0) return before.slice(paragraph + 1)
  return isWhole ? before : before.replace(/^\S*\s+/, '')
}

function trimAfter(after: string, isWhole: boolean): string {
  const paragraph = after.indexOf('\n')
  if (paragraph >= 0) return after.slice(0, paragraph)
  return isWhole ? after : after.replace(/\s+\S*$/, '')
}

function countPoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
