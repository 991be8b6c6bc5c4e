// How wide an element is, in pixels, as long as it is shown.

import { type RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'

export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const look = () => setWidth(element.current?.clientWidth ?? 0)
    const observer = new ResizeObserver(look)
    observer.observe(element.current!)
    look()
    return () => observer.disconnect()
  }, [])
  return width
}
