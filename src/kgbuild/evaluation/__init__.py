"""Gold files and statements to scores: a reference is read, statements are paired with its rows, slots are compared."""

from kgbuild.evaluation.reference import Reference, Row, read_reference
from kgbuild.evaluation.scores import ArticleScore, Miss, Score, Tally
from kgbuild.evaluation.statements import score_statements

__all__ = ["ArticleScore", "Miss", "Reference", "Row", "Score", "Tally", "read_reference", "score_statements"]
