// A plan in; places told to whoever asked, from a worker, or bit by bit on this thread where a page may have none.

import { circlePositions, forcePositions, type Layout, type Plan, type Positions, startPositions } from './layout'
import LayoutWorker from './layout.worker?worker&inline'

const kept = new Map<string, Positions>()
const KEPT = 12
const SLICE_MS = 12

export type Tell = (positions: Positions, isDone: boolean) => void

/** @returns how to stop it; what was found before is told at once, else first where things start from. */
export function runLayout(layout: Layout, plan: Plan, tell: Tell): () => void {
  const nothing = () => undefined
  if (layout === 'circle') {
    tell(circlePositions(plan), true)
    return nothing
  }
  const key = JSON.stringify(plan)
  const found = kept.get(key)
  if (found) {
    tell(found, true)
    return nothing
  }
  tell(startPositions(plan), false)
  const hear = (positions: Positions) => {
    kept.set(key, positions)
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
    tell(positions, true)
  }
  let stop: () => void
  try {
    const worker = new LayoutWorker()
    worker.onmessage = (event: MessageEvent<Positions>) => {
      worker.terminate()
      hear(event.data)
    }
    // A policy that forbids workers is told by an event, not by an exception.
    worker.onerror = () => {
      worker.terminate()
      stop = runHere(plan, hear)
    }
    worker.postMessage(plan)
    stop = () => worker.terminate()
  } catch {
    stop = runHere(plan, hear)
  }
  return () => stop()
}

function runHere(plan: Plan, hear: (positions: Positions) => void): () => void {
  const course = forcePositions(plan)
  let timer = 0
  const work = () => {
    const until = performance.now() + SLICE_MS
    let next = course.next()
    while (!next.done && performance.now() < until) next = course.next()
    if (next.done) hear(next.value)
    else timer = window.setTimeout(work)
  }
  timer = window.setTimeout(work)
  return () => clearTimeout(timer)
}
