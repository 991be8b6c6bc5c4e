// What colours, sizes and lines of the network mean.

import { formatNumber, t } from '../../i18n'
import { KIND_COLOURS, lineOf } from './lines'
import type { ActorGroup } from './look'
import { KINDS, type Kind, type Standing } from './ties'

export function ActorLegend({ title, groups }: { title: string; groups: ActorGroup[] }) {
  return (
    <ul class="legend" aria-label={`${t('shell.legend')}: ${title}`}>
      {groups.map(({ name, colour, count }) => (
        <li key={`${name} ${colour}`}>
          <svg class="dot" viewBox="0 0 10 10" aria-hidden="true">
            <circle cx="5" cy="5" r="4.5" style={{ fill: colour }} />
          </svg>
          {name} <span class="count">{formatNumber(count)}</span>
        </li>
      ))}
    </ul>
  )
}

export function TieLegend() {
  return (
    <ul class="legend" aria-label={t('network.legend.ties')}>
      {KINDS.map((kind) => (
        <li key={kind}>
          <LineMark kind={kind} standing="done" />
          {t(`network.kind.${kind}`)}
        </li>
      ))}
      {(['planned', 'denied'] as const).map((standing) => (
        <li key={standing}>
          <LineMark kind="NN" standing={standing} />
          {t(`network.standing.${standing}`)}
        </li>
      ))}
    </ul>
  )
}

export function LineMark({ kind, standing }: { kind: Kind; standing: Standing }) {
  const line = lineOf(kind, standing)
  const dashes = { solid: undefined, dotted: '2 2.5', dashed: '7 4', hollow: undefined }[line]
  const stroke = { stroke: KIND_COLOURS[kind] }
  return (
    <svg class="line-mark" viewBox="0 0 30 10" aria-hidden="true">
      {line === 'hollow' ? (
        <path d="M0 3H22M0 7H22" stroke-width="1.2" style={stroke} />
      ) : (
        <path d="M0 5H23" stroke-width="2.2" stroke-dasharray={dashes} style={stroke} />
      )}
      <path d="M22 1.5L30 5L22 8.5Z" style={{ fill: KIND_COLOURS[kind] }} />
    </svg>
  )
}
