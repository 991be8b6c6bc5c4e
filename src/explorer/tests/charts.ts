// A graph of statements that are given by the little that pictures look at.

import type { Day } from '../src/data/documents'
import { Graph } from '../src/data/graph'
import { emptyIndex } from './graphs'

export interface Said {
  days?: [Day, Day]; type?: number; status?: number; modality?: number; negative?: 0 | 1; actors?: number[]
  recipients?: number[]; places?: number[]; side?: number
}

/** Codes are those of `emptyIndex`; actors are called "A", "B" and so on. */
export function makeGraph(said: Said[], actors = 8): Graph {
  const index = emptyIndex()
  for (let at = 0; at < actors; at++) {
    index.actors.key.push(`actor/${at}`)
    index.actors.name.push(String.fromCharCode(65 + at))
    for (const column of ['kind', 'country', 'sector', 'side'] as const) index.actors[column].push(-1)
  }
  const { statements } = index
  said.forEach((one, at) => {
    statements.id.push(`s${at}`)
    statements.article.push(0)
    statements.event.push(-1)
    statements.type.push(one.type ?? 0)
    statements.mode.push(-1)
    statements.status.push(one.status ?? 0)
    statements.modality.push(one.modality ?? 0)
    statements.negative.push(one.negative ?? 0)
    statements.actors.push(one.actors ?? [])
    statements.recipients.push(one.recipients ?? [])
    statements.places.push(one.places ?? [])
    statements.claimants.push([])
    statements.side.push(one.side ?? -1)
    statements.earliest.push(one.days ? one.days[0] : null)
    statements.latest.push(one.days ? one.days[1] : null)
  })
  return new Graph(index)
}
