// Rows of one height, of which those in sight alone are in the page, so that a list may be as long as it is.

import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

const BEYOND = 8

interface Props {
  count: number
  /** Pixels of a row. */
  height: number
  render: (place: number) => ComponentChildren
  /** Name of the list for those who can't see it. */
  label: string
  header?: ComponentChildren
  columns?: number
}

/** A table to screen readers: `render` gives elements of role row. */
export function VirtualRows({ count, height, render, label, header, columns }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [sight, setSight] = useState({ top: 0, height: 800 })
  useLayoutEffect(() => {
    const element = box.current!
    const look = () => setSight({ top: element.scrollTop, height: element.clientHeight })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    look()
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [])
  const first = Math.max(0, Math.min(Math.floor(sight.top / height) - BEYOND, count - 1))
  const last = Math.min(count, Math.ceil((sight.top + sight.height) / height) + BEYOND)
  const rows: ComponentChildren[] = []
  for (let place = first; place < last; place++) rows.push(render(place))
  return (
    <div class="rows" ref={box} role="table" aria-label={label} aria-rowcount={count + 1} aria-colcount={columns} tabIndex={0}>
      {header}
      <div class="rows-all" role="rowgroup" style={{ height: `${count * height}px` }}>
        <div class="rows-sight" role="presentation" style={{ transform: `translateY(${first * height}px)` }}>
          {rows}
        </div>
      </div>
    </div>
  )
}
