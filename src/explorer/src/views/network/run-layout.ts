// A plan in; places told to whoever asked, from a worker, or bit by bit on this thread where a page may have none.

import { circlePositions, forcePositions, type Layout, type Plan, type Positions } from './layout'
import LayoutWorker from './layout.worker?worker&inline'
import type { Told } from './layout.worker'

const kept = new Map<string, Positions>()
const KEPT = 12
const SLICE_MS = 12

export type Tell = (positions: Positions, isDone: boolean) => void

/** @returns how to stop it; places that were found before are told at once. */
export function runLayout(layout: Layout, plan: Plan, tell: Tell): () => void {
  if (layout === 'circle') {
    tell(circlePositions(plan), true)
    return () => undefined
  }
  const key = JSON.stringify(plan)
  const found = kept.get(key)
  if (found) {
    tell(found, true)
    return () => undefined
  }
  const hear: Tell = (positions, isDone) => {
    if (isDone) {
      kept.set(key, positions)
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
    }
    tell(positions, isDone)
  }
  let stop = () => undefined as void
  try {
    const worker = new LayoutWorker()
    worker.onmessage = (event: MessageEvent<Told>) => hear(event.data.positions, event.data.isDone)
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

function runHere(plan: Plan, tell: Tell): () => void {
  const course = forcePositions(plan)
  let timer = 0
  const work = () => {
    const until = performance.now() + SLICE_MS
    let next = course.next()
    while (!next.done && performance.now() < until) next = course.next()
    tell(next.value, next.done === true)
    if (!next.done) timer = window.setTimeout(work)
  }
  timer = window.setTimeout(work)
  return () => clearTimeout(timer)
}
