// A person's words on what is one: sent one after the other, until the server has them on its disk.

import { signal } from '@preact/signals'
import type { JudgementRow } from '../../data/documents'
import { SourceError } from '../../data/source'
import { meta, notify, reload, source } from '../../state'
import { pairKey } from './lists'

type Step = { row: JudgementRow; isWithdrawn: boolean }

/** What was decided here and the server's lists do not show yet, by pair; null: withdrawn. */
export const decided = signal<ReadonlyMap<string, JudgementRow | null>>(new Map())
/** Raised when the server has taken a word, so that lists are asked for anew. */
export const written = signal(0)

const BUSY = 503
const TRIES = 12
const WAIT_MS = 1500
const FOLLOW_MS = 90_000

let queue: Promise<void> = Promise.resolve()

export function decide(row: JudgementRow): void {
  send({ row, isWithdrawn: false })
}

export function withdraw(row: JudgementRow): void {
  send({ row, isWithdrawn: true })
}

function send(step: Step): void {
  note(step.row, step.isWithdrawn ? null : step.row)
  queue = queue.then(() => write(step)).catch((error: unknown) => {
    forget(pairKey(step.row))
    notify(error)
  })
}

async function write({ row, isWithdrawn }: Step): Promise<void> {
  const to = source.peek()
  if (!to) return
  for (let tried = 1; ; tried++) {
    try {
      await (isWithdrawn ? to.withdraw(row) : to.judge(row))
      break
    } catch (error) {
      // The graph is still being brought up to date with the word before.
      if (!(error instanceof SourceError && error.status === BUSY) || tried === TRIES) throw error
      await pause(WAIT_MS)
    }
  }
  written.value++
  void follow()
}

// Each word changes the graph once, some time after it was written; what is still to come is waited for.
let [awaited, until, isFollowing] = [0, 0, false]

/** Read the graph anew each time that it has followed a word. */
async function follow(): Promise<void> {
  awaited++
  until = performance.now() + FOLLOW_MS
  if (isFollowing) return
  isFollowing = true
  let before = meta.peek()?.content
  while (awaited > 0 && performance.now() < until) {
    await pause(WAIT_MS)
    const now = await source.peek()?.meta().catch(() => undefined)
    if (!now || now.content === before) continue
    before = now.content
    awaited--
    await reload().catch(notify)
  }
  awaited = 0
  isFollowing = false
}

function note(row: JudgementRow, said: JudgementRow | null): void {
  decided.value = new Map(decided.peek()).set(pairKey(row), said)
}

/** The lists show it themselves, or it was not taken. */
export function forget(pair: string): void {
  const left = new Map(decided.peek())
  left.delete(pair)
  decided.value = left
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
