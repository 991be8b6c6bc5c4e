// Ways to point at a statement: its name in the graph, its address in these pages, and citations of it.

import { citeBibtex, citePlain, nameStatement } from '../../data/cite'
import type { StatementRecord } from '../../data/documents'
import { NO_FILTER } from '../../data/filter'
import type { Graph } from '../../data/graph'
import { writeRoute } from '../../data/route'
import { t } from '../../i18n'
import { CopyButton } from '../copy'

export function Citing({ graph, record }: { graph: Graph; record: StatementRecord }) {
  const iri = nameStatement(graph.tables.base, record.id)
  const here = writeRoute({ view: 'article', about: record.article.id, filter: NO_FILTER, statement: record.id, own: {} })
  return (
    <section class="evidence-citing">
      <h3>{t('evidence.citing')}</h3>
      <p class="iri">
        <code dir="ltr">{iri}</code>
      </p>
      <div class="buttons">
        <CopyButton text={() => iri}>{t('evidence.copy.iri')}</CopyButton>
        <CopyButton text={() => location.href.split('#')[0] + here}>{t('evidence.copy.address')}</CopyButton>
        <CopyButton text={() => citePlain(record, iri)}>{t('evidence.copy.citation')}</CopyButton>
        <CopyButton text={() => citeBibtex(record, iri)}>{t('evidence.copy.bibtex')}</CopyButton>
      </div>
    </section>
  )
}
