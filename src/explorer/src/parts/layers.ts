// What the words of a statement stand for, in the order in which it is told and drawn.

export const LAYERS = ['trigger', 'actor', 'recipient', 'place', 'date', 'quantity', 'claimant', 'cue'] as const
export type Layer = (typeof LAYERS)[number]
/** What the page of an article shows beside them: words of statements that the checks refused. */
export const PAGE_LAYERS = [...LAYERS, 'refused'] as const
export type PageLayer = (typeof PAGE_LAYERS)[number]
