// The frame around every view: tabs, filter bar, the view itself, and the evidence beside it.

import { signal, useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { NONE } from './data/graph'
import { VIEWS, type ViewName } from './data/route'
import { direction, LANGUAGES, type Language, language, recall, remember, setLanguage, t } from './i18n'
import { EvidencePanel } from './parts/evidence-panel'
import { FilterBar } from './parts/filter-bar'
import { address, failure, graph, meta, notice, notify, opened, route, selection } from './state'
import { LOADERS, type View } from './views'

const THEMES = ['auto', 'light', 'dark'] as const
const theme = signal<string>(recall('theme') ?? 'auto')
const views = signal<Partial<Record<ViewName, View>>>({})

export function App() {
  useSignalEffect(() => {
    const root = document.documentElement
    root.lang = language.value
    root.dir = direction.value
    root.dataset.theme = theme.value
    document.title = `${t(`shell.view.${route.value.view}`)} – ${meta.value?.name ?? 'kgbuild'}`
  })
  return (
    <>
      <a class="skip" href="#main" onClick={skipToMain}>
        {t('shell.skip')}
      </a>
      <Header />
      {graph.value && <FilterBar graph={graph.value} selection={selection.value!} />}
      <div class="stage" data-evidence={opened.value === NONE ? undefined : 'open'}>
        <main id="main" tabIndex={-1} aria-label={t(`shell.view.${route.value.view}`)}>
          <Stage />
        </main>
        {graph.value && opened.value !== NONE && <EvidencePanel graph={graph.value} row={opened.value} />}
      </div>
      <Notice />
    </>
  )
}

// The address after # is the state of the pages, so a link inside the page moves the focus alone.
function skipToMain(event: Event) {
  event.preventDefault()
  document.getElementById('main')?.focus()
}

function Header() {
  const tabs = useRef<HTMLUListElement>(null)
  const { view } = route.value
  // On a phone the tabs are wider than the page.
  useEffect(() => {
    tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [view, language.value])
  return (
    <header class="head">
      <span class="head-name" title={meta.value?.content}>
        {meta.value?.name ?? 'kgbuild'}
      </span>
      <nav aria-label={t('shell.views')}>
        <ul class="tabs" ref={tabs}>
          {VIEWS.map((one) => (
            <li key={one}>
              <a href={address({ view: one })} aria-current={one === view ? 'page' : undefined}>
                {t(`shell.view.${one}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="head-choices">
        <label>
          <span class="visually-hidden">{t('shell.language')}</span>
          <select value={language.value} onChange={(event) => setLanguage(event.currentTarget.value as Language)}>
            {Object.entries(LANGUAGES).map(([code, name]) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="visually-hidden">{t('shell.theme')}</span>
          <select
            value={theme.value}
            onChange={(event) => {
              theme.value = event.currentTarget.value
              remember('theme', theme.value)
            }}
          >
            {THEMES.map((name) => (
              <option key={name} value={name}>
                {t(`shell.theme.${name}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
    </header>
  )
}

function Stage() {
  const name = route.value.view
  useEffect(() => {
    if (views.peek()[name]) return
    LOADERS[name]().then(
      (module) => {
        views.value = { ...views.peek(), [name]: module.default }
      },
      (error: unknown) => notify(error),
    )
  }, [name])
  if (failure.value) {
    return (
      <div class="message" role="alert">
        <h1>{t('shell.failed')}</h1>
        <p>{failure.value}</p>
      </div>
    )
  }
  const Shown = views.value[name]
  if (!Shown || !graph.value || !selection.value) {
    return (
      <p class="message" role="status">
        {t('shell.loading')}
      </p>
    )
  }
  return <Shown key={name} graph={graph.value} selection={selection.value} about={route.value.about} />
}

const NOTICE_MS = 6000

function Notice() {
  const timer = useRef(0)
  useSignalEffect(() => {
    clearTimeout(timer.current)
    if (notice.value) timer.current = window.setTimeout(() => (notice.value = ''), NOTICE_MS)
  })
  return (
    <div class="notice" role="status">
      {notice.value && <p>{notice.value}</p>}
    </div>
  )
}
