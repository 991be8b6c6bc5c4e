// The text of an article with its marks: values on hover and focus, the statement on a click, a choice where several
// rest on the same words.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { StatementRecord } from '../../data/documents'
import type { Selection } from '../../data/filter'
import { PointText } from '../../data/text'
import { MarkedText } from '../../parts/marked-text'
import { t } from '../../i18n'
import { go, route } from '../../state'
import { MarkChoice, MarkValues } from './mark-cards'
import type { ArticleMark } from './marks-of'

interface Props {
  text: string
  marks: ArticleMark[]
  /** The statement whose evidence is open, if it is of this article. */
  open: StatementRecord | null
  selection: Selection
  passes: (id: string) => boolean
  records: readonly StatementRecord[]
}

/** A mark that is looked at or clicked, and where it stands in the box, in pixels. */
export interface At { covers: ArticleMark[]; left: number; top: number }

export function ArticleText({ text, marks, open, selection, passes, records }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const points = useMemo(() => new PointText(text), [text])
  const covering = useMemo(() => new Map<number, ArticleMark[]>(), [marks])
  const [looked, setLooked] = useState<At | null>(null)
  const [chosen, setChosen] = useState<At | null>(null)

  // Hovering re-renders the cards alone: the text is as long as it is.
  const body = useMemo(
    () => (
      <MarkedText
        text={points}
        start={0}
        end={points.length}
        marks={marks}
        lit={open?.evidence ?? []}
        render={({ start, covers }, words, style) => {
          covering.set(start, covers)
          const isDim = !covers.some((one) => one.statements.some(passes))
          return (
            <a
              key={start}
              class={isDim ? 'mark dim' : 'mark'}
              role="button"
              tabIndex={-1}
              data-start={start}
              aria-haspopup={listStatements(covers).length > 1 ? 'dialog' : undefined}
              style={style}
            >
              {words}
            </a>
          )
        }}
      />
    ),
    [points, marks, open, selection],
  )

  // One mark is in the order of the Tab key; arrows lead from it to the others.
  useLayoutEffect(() => {
    const all = box.current!.querySelectorAll<HTMLElement>('[data-start]')
    if (all.length && ![...all].some((one) => one.tabIndex === 0)) all[0]!.tabIndex = 0
  }, [body])
  useEffect(() => {
    const lit = open && box.current?.querySelector('mark')
    lit?.scrollIntoView({ block: 'nearest' })
  }, [open])

  const find = (target: EventTarget | null): [HTMLElement, At] | null => {
    const element = target instanceof Element ? target.closest<HTMLElement>('[data-start]') : null
    const covers = element ? covering.get(Number(element.dataset.start)) : undefined
    return element && covers ? [element, { covers, ...locate(element, box.current!) }] : null
  }
  const look = (event: Event) => setLooked(find(event.target)?.[1] ?? null)
  const choose = (target: EventTarget | null) => {
    const found = find(target)
    if (!found) return
    const statements = listStatements(found[1].covers)
    const known = statements.filter((id) => records.find((one) => one.id === id)?.accepted)
    setLooked(null)
    if (statements.length === 1 && known.length === 1) go({ statement: known[0]! })
    else setChosen(found[1])
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const found = find(event.target)
    if (!found) return
    const isForward = event.key === (getComputedStyle(box.current!).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight')
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      choose(event.target)
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      event.preventDefault()
      const all = [...box.current!.querySelectorAll<HTMLElement>('[data-start]')]
      const next = all[all.indexOf(found[0]) + (isForward ? 1 : -1)]
      if (!next) return
      found[0].tabIndex = -1
      next.tabIndex = 0
      next.focus()
    } else if (event.key === 'Escape' && looked) {
      event.preventDefault()
      setLooked(null)
    }
  }
  return (
    <section class="article-text" ref={box} aria-label={t('article.text')}>
      <p class="visually-hidden">{t('article.keys')}</p>
      <div
        class="article-words"
        dir="auto"
        onClick={(event) => choose(event.target)}
        onKeyDown={onKeyDown}
        onMouseOver={look}
        onMouseLeave={() => setLooked(null)}
        onFocusIn={look}
        onFocusOut={() => setLooked(null)}
      >
        {body}
      </div>
      {looked && !chosen && <MarkValues at={looked} />}
      {chosen && (
        <MarkChoice
          key={`${chosen.left} ${chosen.top} ${route.value.about}`}
          at={chosen}
          records={records}
          onClose={() => setChosen(null)}
        />
      )}
    </section>
  )
}

export function listStatements(covers: readonly ArticleMark[]): string[] {
  return [...new Set(covers.flatMap((one) => one.statements))]
}

const CARD_PIXELS = 340

/** Below the first line of the mark, and not beyond the end of the box. */
function locate(element: HTMLElement, box: HTMLElement): { left: number; top: number } {
  const around = box.getBoundingClientRect()
  const at = element.getClientRects()[0] ?? element.getBoundingClientRect()
  const left = Math.max(0, Math.min(at.left - around.left, around.width - CARD_PIXELS))
  return { left, top: at.bottom - around.top + 4 }
}
