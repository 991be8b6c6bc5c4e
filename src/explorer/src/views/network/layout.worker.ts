// A plan in; places out, several times until they are final.

import { forcePositions, type Plan, type Positions } from './layout'

export interface Told { positions: Positions; isDone: boolean }

onmessage = (event: MessageEvent<Plan>) => {
  const course = forcePositions(event.data)
  for (let next = course.next(); ; next = course.next()) {
    postMessage({ positions: next.value, isDone: next.done === true } satisfies Told)
    if (next.done) break
  }
}
