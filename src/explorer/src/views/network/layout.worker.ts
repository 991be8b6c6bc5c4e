// A plan in; places out.

import { forcePositions, type Plan, type Positions } from './layout'

onmessage = (event: MessageEvent<Plan>) => {
  const course = forcePositions(event.data)
  let next = course.next()
  while (!next.done) next = course.next()
  postMessage(next.value satisfies Positions)
}
