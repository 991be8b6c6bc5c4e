// Where a place lies, on a small map that leads to the large one; what reaches over an area is drawn as an area.

import { geoCircle, geoEqualEarth, geoGraticule10, geoOrthographic, geoPath } from 'd3-geo'
import { useMemo } from 'preact/hooks'
import { t } from '../../i18n'
import { useLand } from '../../parts/use-land'

const SIZE = 190
const KM_PER_DEGREE = 111.2
/** Degrees from the middle to the rim, at least; wider for what reaches further. */
const REACH = 9

interface Props { lat: number; lon: number; radius: number; name: string; href: string }

export function Locator({ lat, lon, radius, name, href }: Props) {
  const land = useLand()
  const drawn = useMemo(() => {
    const degrees = radius / KM_PER_DEGREE
    const reach = Math.min(80, Math.max(REACH, degrees * 2))
    const near = geoOrthographic()
      .rotate([-lon, -lat])
      .scale(SIZE / 2 / Math.sin((reach * Math.PI) / 180))
      .translate([SIZE / 2, SIZE / 2])
      .clipAngle(Math.min(90, reach * 1.6))
    const path = geoPath(near)
    const world = geoEqualEarth().fitSize([64, 32], { type: 'Sphere' })
    return {
      land: land && path(land),
      grid: path(geoGraticule10()),
      area: degrees > 0 ? path(geoCircle().center([lon, lat]).radius(degrees)()) : null,
      world: land && geoPath(world)(land),
      spot: world([lon, lat]),
    }
  }, [land, lat, lon, radius])
  return (
    <a class="locator" href={href} aria-label={t('entity.locator', { name })}>
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
        <rect class="sea" width={SIZE} height={SIZE} />
        {drawn.grid && <path class="grid" d={drawn.grid} fill="none" />}
        {drawn.land && <path class="land" d={drawn.land} />}
        {drawn.area && <path class="reach" d={drawn.area} />}
        {!drawn.area && <circle class="spot" cx={SIZE / 2} cy={SIZE / 2} r="4.5" />}
        <g transform={`translate(${SIZE - 68} ${SIZE - 36})`}>
          <rect class="inset" width="66" height="34" />
          {drawn.world && <path class="land" d={drawn.world} transform="translate(1 1)" />}
          {drawn.spot && <circle class="spot" cx={drawn.spot[0] + 1} cy={drawn.spot[1] + 1} r="2" />}
        </g>
      </svg>
    </a>
  )
}
