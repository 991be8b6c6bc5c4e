// One article: its text with what the statements rest on, layer by layer, and the statements beside it.

import { useMemo } from 'preact/hooks'
import { safeAddress } from '../../data/cite'
import type { ArticleDocument, ArticleHeader } from '../../data/documents'
import type { Selection } from '../../data/filter'
import { type Graph, NONE } from '../../data/graph'
import { t } from '../../i18n'
import { formatPublished } from '../../i18n/dates'
import { LAYERS, type Layer } from '../../parts/layers'
import { LayerSample } from '../../parts/marked-text'
import { listMarks } from '../../parts/marks'
import { useArticle } from '../../parts/use-article'
import { address, go, opened, route } from '../../state'
import { listReasons, mergeMarks } from './marks-of'
import { StatementList } from './statements'
import { ArticleText } from './text'

interface Props { graph: Graph; selection: Selection; id: string }

export function ArticlePage({ graph, selection, id }: Props) {
  const asked = useArticle(id)
  return (
    <div class="article">
      <a class="article-back" href={address({ view: 'article', about: '', statement: '' })}>
        {t('article.all')}
      </a>
      {asked.error !== null && <p role="alert">{asked.error}</p>}
      {asked.error === null && !asked.document && <p role="status">{t('evidence.loading')}</p>}
      {asked.document && <Shown graph={graph} selection={selection} read={asked.document} />}
    </div>
  )
}

function Shown({ graph, selection, read }: { graph: Graph; selection: Selection; read: ArticleDocument }) {
  const { own } = route.value
  const hidden = new Set((own.hide ?? '').split(',').filter(Boolean))
  const isRefusedShown = own.refused === '1'
  const accepted = useMemo(() => read.statements.filter((one) => one.accepted), [read])
  const refused = useMemo(() => read.statements.filter((one) => !one.accepted), [read])
  const marks = useMemo(
    () =>
      mergeMarks(isRefusedShown ? read.statements : accepted, (record) =>
        record.accepted
          ? listMarks(record)
          : [{ ...record.trigger, layer: 'refused', value: listReasons(record).join(' ') }],
      ),
    [read, isRefusedShown],
  )
  const shown = useMemo(() => marks.filter((one) => !hidden.has(one.layer)), [marks, own.hide])
  const openId = opened.value === NONE ? '' : graph.tables.statements.id[opened.value]!
  const open = accepted.find((one) => one.id === openId) ?? null
  const passes = (id: string) => {
    const row = graph.findStatement(id)
    return row === NONE || selection.hasStatement[row] === 1
  }
  return (
    <>
      <Head article={read.article} />
      <Layers hidden={hidden} refused={refused.length} isRefusedShown={isRefusedShown} />
      <div class="article-body">
        <ArticleText
          text={read.article.text}
          marks={shown}
          open={open}
          selection={selection}
          passes={passes}
          records={read.statements}
        />
        <StatementList
          accepted={accepted}
          refused={isRefusedShown ? refused : []}
          openId={openId}
          passes={passes}
        />
      </div>
    </>
  )
}

function Head({ article }: { article: ArticleHeader }) {
  const original = safeAddress(article.url)
  const outlets = [...new Set([article.publisher, article.agency, article.byline].filter((one) => Boolean(one)))]
  return (
    <header>
      <h1>
        <bdi>{article.title || t('evidence.untitled')}</bdi>
      </h1>
      <p class="soft">
        <span dir="auto">{outlets.join(' · ') || t('evidence.publisher.unknown')}</span>
        {' · '}
        {article.published ? formatPublished(article.published) : t('shell.date.none')}
        {original !== null && (
          <>
            {' · '}
            <a href={original} target="_blank" rel="noopener noreferrer">
              {t('evidence.original')} <span aria-hidden="true">↗</span>
            </a>
          </>
        )}
      </p>
    </header>
  )
}

interface LayersProps { hidden: Set<string>; refused: number; isRefusedShown: boolean }

/** The legend, which switches the layers too. */
function Layers({ hidden, refused, isRefusedShown }: LayersProps) {
  const turn = (layer: Layer) => {
    const next = LAYERS.filter((one) => (one === layer ? !hidden.has(one) : hidden.has(one)))
    go({ own: { hide: next.join(',') } })
  }
  return (
    <fieldset class="layers">
      <legend>{t('article.layers')}</legend>
      {LAYERS.map((layer) => (
        <label key={layer}>
          <input type="checkbox" checked={!hidden.has(layer)} onChange={() => turn(layer)} />
          <LayerSample layer={layer} />
        </label>
      ))}
      {refused > 0 && (
        <label>
          <input
            type="checkbox"
            checked={isRefusedShown}
            onChange={() => go({ own: { refused: isRefusedShown ? '' : '1' } })}
          />
          <span class="layer-sample">
            <LayerSample layer="refused" /> {t('article.refused', { n: refused })}
          </span>
        </label>
      )}
    </fieldset>
  )
}
