// A side as a coloured dot with its name.

import { labelSide } from '../i18n/labels'

export function SideMark({ side, colour }: { side: string | null; colour: string }) {
  return (
    <span class="side">
      <svg class="dot" viewBox="0 0 10 10" aria-hidden="true">
        <circle cx="5" cy="5" r="4.5" fill={colour} />
      </svg>
      <bdi class="side-name">{labelSide(side)}</bdi>
    </span>
  )
}
