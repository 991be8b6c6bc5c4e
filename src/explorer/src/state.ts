// What the pages show at this moment: the documents, the address, and what follows from both.

import { batch, computed, effect, signal } from '@preact/signals'
import type { Meta, Row, Vocabulary } from './data/documents'
import { type Filter, NO_FILTER, type Selection, select } from './data/filter'
import { Graph, NONE } from './data/graph'
import { type Route, type ViewName, readRoute, writeRoute } from './data/route'
import { openSource, type Source } from './data/source'

export const source = signal<Source | null>(null)
export const meta = signal<Meta | null>(null)
export const graph = signal<Graph | null>(null)
export const vocabulary = signal<Vocabulary>({})
export const failure = signal<string | null>(null)

export const route = signal<Route>(readRoute(location.hash))

/** Statements that hold the words of the filter; null while it is being asked. */
export const hits = signal<{ text: string; statements: ReadonlySet<string> } | null>(null)

let asked: { text: string; filter: Filter } = { text: '', filter: route.peek().filter }

/** The filter, the same object for as long as it asks the same: a click that opens evidence selects nothing anew. */
const filter = computed<Filter>((): Filter => {
  const next = JSON.stringify(route.value.filter)
  if (next !== asked.text) asked = { text: next, filter: route.value.filter }
  return asked.filter
})

/** Whether the words of the filter have been searched for; until then they let everything pass. */
export const isSettled = computed(() => !route.value.filter.text || hits.value?.text === route.value.filter.text)

export const selection = computed<Selection | null>(() => {
  const { text } = filter.value
  const found = hits.value?.text === text ? hits.value.statements : null
  return graph.value && select(graph.value, filter.value, found)
})

/** The statement whose evidence is open; NONE for none. */
export const opened = computed<Row>(() =>
  route.value.statement && graph.value ? graph.value.findStatement(route.value.statement) : NONE,
)

export async function start(): Promise<void> {
  window.addEventListener('hashchange', () => {
    const next = readRoute(location.hash)
    if (writeRoute(next) !== writeRoute(route.value)) route.value = next
  })
  try {
    const from = await openSource()
    const [told, terms, index] = await Promise.all([from.meta(), from.vocabulary(), from.index()])
    batch(() => {
      route.value = readRoute(location.hash)
      source.value = from
      meta.value = told
      vocabulary.value = terms
      graph.value = new Graph(index)
    })
  } catch (error) {
    failure.value = error instanceof Error ? error.message : String(error)
  }
  effect(() => {
    const text = route.value.filter.text
    const from = source.value
    if (!text || !from || hits.peek()?.text === text) return
    from.search(text).then(
      (found) => {
        if (route.peek().filter.text === text) hits.value = { text, statements: new Set(found.statements) }
      },
      (error: unknown) => notify(error),
    )
  })
}

/** A line for the reader that goes away again: a copy that was made, a question that failed. */
export const notice = signal<string>('')
export function notify(told: unknown): void {
  notice.value = told instanceof Error ? told.message : String(told)
}

/** Read the graph anew, after a judgement changed it. */
export async function reload(): Promise<void> {
  const from = source.value
  if (!from) return
  const [told, index] = await Promise.all([from.meta(), from.index()])
  batch(() => {
    meta.value = told
    graph.value = new Graph(index)
  })
}

interface Change { view?: ViewName; about?: string; filter?: Partial<Filter>; statement?: string; own?: Record<string, string> }

/** The address after a change; what is not named stays. A view starts without what the former one kept for itself. */
export function address(change: Change, from: Route = route.value): string {
  const isOther = change.view !== undefined && (change.view !== from.view || (change.about ?? '') !== from.about)
  return writeRoute({
    view: change.view ?? from.view,
    about: change.about ?? (isOther ? '' : from.about),
    filter: { ...from.filter, ...change.filter },
    statement: change.statement ?? from.statement,
    own: { ...(isOther ? {} : from.own), ...change.own },
  })
}

/** Go there; `quietly` leaves no step for the back button (a brush that is being dragged). */
export function go(change: Change, { quietly = false } = {}): void {
  const hash = address(change)
  if (hash === location.hash) return
  if (quietly) history.replaceState(null, '', hash)
  else history.pushState(null, '', hash)
  route.value = readRoute(hash)
}

export function setFilter(change: Partial<Filter>, options?: { quietly?: boolean }): void {
  go({ filter: change }, options)
}

export function clearFilter(): void {
  go({ filter: { from: undefined, to: undefined, ...NO_FILTER } })
}

/** Open the evidence of a statement, by its row. */
export function openEvidence(row: Row): void {
  go({ statement: graph.value?.tables.statements.id[row] ?? '' })
}

export function closeEvidence(): void {
  go({ statement: '' })
}
