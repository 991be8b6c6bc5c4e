// What colours, sizes and shapes of the map mean, and whose lines it draws; the choices of colour and size with it.

import { useMemo } from 'preact/hooks'
import { formatNumber, recall, remember, t } from '../../i18n'
import { go, graph as loaded } from '../../state'
import { COLOURS, nameSlot, SIZES, type Sizing, type Slots } from './colouring'
import { chooseRadius } from './draw'
import type { Gathered } from './gather'

interface Props {
  slots: Slots
  sizing: Sizing
  most: number
  gathered: Gathered
  hasDivisions: boolean
}

export function Legend({ slots, sizing, most, gathered, hasDivisions }: Props) {
  const graph = loaded.value!
  const counts = useMemo(() => {
    const isTold = new Uint8Array(graph.size)
    for (const spot of gathered.spots) for (const row of spot.rows) isTold[row] = 1
    const found = slots.palette.map(() => 0)
    isTold.forEach((is, row) => is && found[slots.of[row]!]!++)
    return found
  }, [graph, gathered, slots])
  const has = {
    near: gathered.spots.some((spot) => spot.near > 0 && !spot.isArea),
    area: gathered.spots.some((spot) => spot.isArea),
  }
  const isFolded = recall('map-legend') === 'closed' || (recall('map-legend') === null && innerWidth < 720)
  return (
    <details
      class="map-legend"
      open={!isFolded}
      onToggle={(event) => remember('map-legend', event.currentTarget.open ? 'open' : 'closed')}
    >
      <summary>{t('shell.legend')}</summary>
      <div class="map-choices">
        <label>
          <span>{t('map.colour')}</span>
          <select value={slots.colouring} onChange={(event) => go({ own: { colour: event.currentTarget.value } })}>
            {COLOURS.map((one) => (
              <option key={one} value={one}>
                {t(`map.colour.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t('map.size')}</span>
          <select value={sizing} onChange={(event) => go({ own: { size: event.currentTarget.value } })}>
            {SIZES.map((one) => (
              <option key={one} value={one}>
                {t(`map.size.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ul class="map-keys">
        {counts.map(
          (count, slot) =>
            count > 0 && (
              <li key={slot}>
                <svg class="dot" viewBox="0 0 10 10" aria-hidden="true">
                  <circle cx="5" cy="5" r="4.5" fill={slots.palette[slot]} />
                </svg>
                <span dir="auto">{nameSlot(graph, slots, slot)}</span> <span class="soft">{formatNumber(count)}</span>
              </li>
            ),
        )}
      </ul>
      <ScaleOfSizes most={most} sizing={sizing} />
      <details class="map-signs" open={innerHeight >= 900}>
        <summary>{t('map.signs')}</summary>
        <ul class="map-keys">
          <Sign text={t('map.legend.spot')}>
            <circle cx="11" cy="8" r="5" class="sign-fill" />
          </Sign>
          {has.near && (
            <Sign text={t('map.legend.near')}>
              <circle cx="11" cy="8" r="3.5" class="sign-line" />
              <circle cx="11" cy="8" r="6.5" class="sign-line" stroke-dasharray="2 2" />
            </Sign>
          )}
          {has.area && (
            <Sign text={t('map.legend.area')}>
              <rect x="1" y="2" width="20" height="12" class="sign-area" />
            </Sign>
          )}
          {has.area && (
            <Sign text={t('map.legend.circle')}>
              <circle cx="11" cy="8" r="7" class="sign-area" stroke-dasharray="1 2" />
            </Sign>
          )}
          {has.area && (
            <Sign text={t('map.legend.small')}>
              <rect x="6" y="3" width="10" height="10" class="sign-fill" />
            </Sign>
          )}
          <Sign text={t('map.legend.group')}>
            <circle cx="11" cy="8" r="4.5" class="sign-fill" />
            <circle cx="11" cy="8" r="7" class="sign-line" />
          </Sign>
          <Sign text={t('map.legend.border')}>
            <line x1="1" y1="8" x2="21" y2="8" class="sign-line" />
          </Sign>
          {hasDivisions && (
            <Sign text={t('map.legend.division')}>
              <line x1="1" y1="8" x2="21" y2="8" class="sign-coast" />
            </Sign>
          )}
          <Sign text={t('map.legend.disputed')}>
            <line x1="1" y1="8" x2="21" y2="8" class="sign-disputed" />
          </Sign>
        </ul>
      </details>
      <p class="soft">{t('map.legend.whose')}</p>
    </details>
  )
}

function Sign({ text, children }: { text: string; children: preact.ComponentChildren }) {
  return (
    <li>
      <svg class="sign" viewBox="0 0 22 16" aria-hidden="true">
        {children}
      </svg>
      <span>{text}</span>
    </li>
  )
}

function ScaleOfSizes({ most, sizing }: { most: number; sizing: Sizing }) {
  const values = [...new Set([1, roundDown(most / 8), roundDown(most)])].filter((value) => value >= 1)
  const radii = values.map((value) => chooseRadius(value, most))
  const width = radii.reduce((sum, radius) => sum + 2 * radius + 8, 0)
  const height = 2 * Math.max(...radii) + 2
  let left = 0
  return (
    <figure class="map-sizes">
      <svg width={width} height={height + 16} role="img" aria-label={`${t('map.size')}: ${values.map((value) => t(`shell.${sizing}`, { n: value })).join(', ')}`}>
        {values.map((value, at) => {
          const radius = radii[at]!
          const x = left + radius + 4
          left += 2 * radius + 8
          return (
            <g key={value}>
              <circle cx={x} cy={height - radius - 1} r={radius} class="sign-line" />
              <text x={x} y={height + 12} text-anchor="middle">
                {formatNumber(value, { notation: 'compact' })}
              </text>
            </g>
          )
        })}
      </svg>
      <figcaption class="soft">{t(`map.size.${sizing}`)}</figcaption>
    </figure>
  )
}

/** The largest of 1, 2 or 5 times a power of ten that is not more. */
function roundDown(value: number): number {
  if (value < 1) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return ([5, 2, 1].find((step) => step * power <= value) ?? 1) * power
}
