// The JSON documents that `kgbuild serve` answers with and the HTML export holds; made by src/kgbuild/explorer.
//
// Tables are columnar: arrays of one length. A reference is a row number of another table (-1: none), a code a position
// in the list of that name in `codes` (-1: none), a day a number of days since 1970-01-01 (null: that end is open).

export type Row = number
export type Code = number
export type Day = number | null
type Flag = 0 | 1

export const CODES = [
  'type', 'mode', 'status', 'modality', 'precision', 'basis', 'relation', 'kind', 'country', 'sector', 'side', 'level',
  'placeStatus', 'toll', 'unit', 'link', 'slot',
] as const
export type CodeName = (typeof CODES)[number]

export interface Counts {
  articles: number; statements: number; refused: number; events: number
  actors: number; places: number; findings: number; questions: number
}

export interface IndexDocument {
  format: number
  content: string
  kgbuild: string
  base: string
  name: string
  counts: Counts
  codes: Record<CodeName, string[]>
  articles: {
    id: string[]; title: (string | null)[]; publisher: (string | null)[]; agency: (string | null)[]
    published: (string | null)[]; url: (string | null)[]; language: (string | null)[]
  }
  actors: {
    key: string[]; name: string[]; kind: Code[]; country: Code[]; sector: Code[]; side: Code[]
    wikidata: (string | null)[]
  }
  places: {
    key: string[]; name: string[]; lat: (number | null)[]; lon: (number | null)[]; level: Code[]; country: Code[]
    status: Code[]; inside: Row[]; radius: number[]; disputed: (string | null)[]
  }
  statements: {
    id: string[]; article: Row[]; event: Row[]; type: Code[]; mode: Code[]; status: Code[]; modality: Code[]
    negative: Flag[]; actors: Row[][]; recipients: Row[][]; places: Row[][]; relations: Code[][]; claimants: Row[][]
    side: Code[]; earliest: Day[]; latest: Day[]; precision: Code[]; basis: Code[]; confidence: number[]
    findings: number[]
  }
  tolls: {
    statement: Row[]; kind: Code[]; low: (number | null)[]; high: (number | null)[]; approximate: Flag[]; unit: Code[]
  }
  events: {
    id: string[]; type: Code[]; mode: Code[]; actors: Row[][]; recipients: Row[][]; place: Row[]; earliest: Day[]
    latest: Day[]; articles: number[]; publishers: number[]; sources: number[]; supporting: number[]
    denying: number[]; sides: Code[][]; denyingSides: Code[][]; partOf: Row[]
  }
  links: { first: Row[]; second: Row[]; kind: Code[]; slot: Code[]; reason: string[] }
  states: {
    id: string[]; place: Row[]; holder: Row[]; type: Code[]; mode: Code[]; side: Code[]; negative: Flag[]
    earliest: Day[]; latest: Day[]; until: Day[]; statements: Row[][]
  }
}

export interface Mention { start: number; end: number; text: string }

export interface ArticleHeader {
  id: string; url?: string | null; title?: string | null; published?: string | null; publisher?: string | null
  agency?: string | null; byline?: string | null; language?: string | null; sha256: string
}

export interface ActorRecord {
  mention: Mention | null; name: string | null; id: string | null; kind: string; country: string | null
  sector: string | null; wikidata: string | null; rule?: string | null
}

export interface PlaceRecord {
  mention: Mention | null; relation: string; name: string | null; geonames: number | null; lat: number | null
  lon: number | null; country: string | null; level: string | null; status: string; within?: string | null
  candidates?: number[]; inside?: string | null; disputed?: string | null; claimed_by?: string[]; held_by?: string[]
  bearing?: string | null; rule?: string | null
}

export interface DateRecord {
  mention: Mention | null; value: string | null; earliest: string | null; latest: string | null; precision: string
  anchor: string; basis: string; rule?: string | null
}

export interface QuantityRecord extends Mention {
  low: number | null; high: number | null; approximate: boolean; unit: string | null; kind: string
}

export interface ClaimantRecord {
  name: string; kind: string; mention: Mention | null; cue?: Mention | null; id?: string | null; country?: string | null
}

export interface FindingRecord { code: string; severity: 'error' | 'warning' | 'info'; slot: string; message: string }

export interface StatementRecord {
  id: string
  article: ArticleHeader
  evidence: Mention[]
  trigger: Mention
  action: { type: string; mode: string | null; contexts: string[]; cameo: string | null; acled: string | null }
  actors: ActorRecord[]
  recipients: ActorRecord[]
  locations: PlaceRecord[]
  date: DateRecord | null
  claimants: ClaimantRecord[]
  status: string
  polarity: string
  modality: string
  quantities: QuantityRecord[]
  extractor: { name: string; version: string; rule: string }
  confidence: number
  findings: FindingRecord[]
  accepted: boolean
}

export interface ArticleDocument { article: ArticleHeader & { text: string }; statements: StatementRecord[] }

export interface Meta {
  format: number; content: string; kgbuild: string; name: string; counts: Counts; review: boolean; sparql?: string
}

export type Labels = Record<string, string>
/** `region` is a country's ISO 3166-1 alpha-2 code. */
export interface Term { label: Labels; definition?: string | null; region?: string | null }
export type Vocabulary = Record<string, Record<string, Term>>

export interface QueryParameter {
  name: string; kind: string
  /** null: it has to be given. */
  default: string | null
  description: string
  /** A value to try it with. */
  example?: string | null
}
export interface QueryColumn { name: string; kind: string; description: string }
export interface NamedQuery {
  name: string; group: string; question: string; description: string; parameters: QueryParameter[]
  columns: QueryColumn[]; sparql: string
  /** In a file: what it answered with its defaults; null where a value has to be given. */
  answer?: SparqlAnswer | null
}
export interface SparqlTerm { type: 'uri' | 'literal' | 'bnode'; value: string; datatype?: string; 'xml:lang'?: string }
export interface SparqlAnswer {
  head: { vars?: string[] }; boolean?: boolean; results?: { bindings: Record<string, SparqlTerm>[] }
  /** In a file: there were more rows than it holds. */
  cut?: boolean
}

export interface FindingRow extends FindingRecord { statement: string; article: string }
export interface RefusedRow { statement: StatementRecord; title: string | null }
export interface Words { statement: string; article: string; text: string }
export interface QuestionRow {
  kind: 'actor' | 'place' | 'event'; first: string; second: string; firstName: string; secondName: string
  score: number; reason: string; firstWords: Words[]; secondWords: Words[]
}
export interface JudgementRow {
  first: string; second: string; verdict: 'same' | 'different' | 'unsure'; who: string | null; when: string | null
  why: string | null; firstName?: string; secondName?: string
}
export interface KnownActor {
  name: string; aliases: string[]; kind: string; id: string | null; country: string | null; sector: string | null
  wikidata: string | null
}
export interface KnownPlace {
  name: string; aliases: string[]; lat: number | null; lon: number | null; level: string | null
  country: string | null; inside: string | null; disputed: string | null
}
/** An actor or a place (the other is null), what articles call it joined to it with reasons, and what people judged. */
export interface EntityDocument {
  key: string; actor: KnownActor | null; place: KnownPlace | null
  identities: { key: string; identity: string; name: string; reason: string }[]; judgements: JudgementRow[]
}
export interface Page<R> { rows: R[]; total: number; next: string | null }
export interface Hits { statements: string[]; articles: string[]; total: number }
