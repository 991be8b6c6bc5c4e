// Words that a narrow cell cuts off: pointing at them, or coming to them by keyboard, shows them whole.

/** Give what is cut off its words as a title while it is pointed at; titles that a view sets itself stay. */
export function showClipped(root: Document): void {
  const look = (event: Event) => {
    if (!(event.target instanceof HTMLElement)) return
    for (let one: HTMLElement | null = event.target; one && one.localName !== 'main'; one = one.parentElement) {
      const isCut = one.scrollWidth > one.clientWidth && getComputedStyle(one).textOverflow === 'ellipsis'
      if (one.dataset.clipped === undefined && (one.title || !isCut)) continue
      if (isCut) {
        one.title = one.innerText.trim()
        one.dataset.clipped = ''
      } else {
        one.removeAttribute('title')
        delete one.dataset.clipped
      }
      return
    }
  }
  root.addEventListener('pointerover', look, { passive: true })
  root.addEventListener('focusin', look, { passive: true })
}
