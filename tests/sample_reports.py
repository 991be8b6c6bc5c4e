"""Short reports of our own that several tests read, and where the checkout is."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

REPORTS: tuple[dict[str, str], ...] = (
    {
        "id": "goma-1",
        "title": "Rebels enter Goma",
        "published": "2025-01-27",
        "publisher": "Lakes Wire",
        "text": "M23 rebels entered Goma on Monday. The Congolese army said it killed 20 fighters near the airport.",
    },
    {
        "id": "bakhmut-1",
        "published": "2023-06-14",
        "publisher": "Steppe Courier",
        "agency": "Reuters",
        "text": "Russian forces shelled Bakhmut on Tuesday, killing three people, the governor said. Moscow denied it.",
    },
    {
        "id": "sudan-1",
        "published": "2024-05-12",
        "publisher": "Nile Bulletin",
        "text": "The Rapid Support Forces shelled a market in El Obeid on Sunday, killing at least 14 people.",
    },
    {
        "id": "sport-1",
        "published": "2024-05-12",
        "publisher": "Nile Bulletin",
        "text": "The cup final ended in a draw.",
    },
)
