// The views by name: each a module of its own, loaded when it is first shown.

import type { ComponentType } from 'preact'
import type { Selection } from '../data/filter'
import type { Graph } from '../data/graph'
import type { ViewName } from '../data/route'

/** `about` is what the address says the view is about; empty for nothing. */
export interface ViewProps { graph: Graph; selection: Selection; about: string }
export type View = ComponentType<ViewProps>

export const LOADERS: Record<ViewName, () => Promise<{ default: View }>> = {
  events: () => import('./events'),
  map: () => import('./map'),
  timeline: () => import('./timeline'),
  network: () => import('./network'),
  claims: () => import('./claims'),
  article: () => import('./article'),
  entity: () => import('./entity'),
  query: () => import('./query'),
  checks: () => import('./checks'),
}
