// How long a line of so many kilometres is in the middle of the map.

import { formatNumber, t } from '../../i18n'
import { type Camera, chooseScaleBar, type Size } from './camera'

const MOST_PIXELS = 120
/** Where roads are measured in miles, these are told too. */
const isMilesLand = /-(US|GB|LR|MM)$/.test(globalThis.navigator?.language ?? '')

export function ScaleBar({ camera, size }: { camera: Camera; size: Size }) {
  if (size.width === 0) return null
  const { km, pixels } = chooseScaleBar(camera, MOST_PIXELS)
  const text =
    km >= 1
      ? formatNumber(km, { style: 'unit', unit: 'kilometer' })
      : formatNumber(km * 1000, { style: 'unit', unit: 'meter' })
  const miles = isMilesLand ? ` · ${formatNumber(km / 1.609344, { style: 'unit', unit: 'mile', maximumSignificantDigits: 2 })}` : ''
  return (
    <div class="map-scale" title={t('map.scale')}>
      <span class="map-scale-bar" style={{ width: `${pixels}px` }} aria-hidden="true" />
      <span>
        <span class="visually-hidden">{t('map.scale')}: </span>
        {text + miles}
      </span>
    </div>
  )
}
