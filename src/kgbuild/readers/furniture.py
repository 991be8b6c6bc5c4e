"""What on a saved page is not reporting: one line in, yes or no out.

Each pattern is anchored at the line's beginning, because reports use the same words ("Share prices fell").
"""

from __future__ import annotations

import re

from kgbuild.readers.markup import LINK

LONGEST = 300
"""Characters beyond which a line is taken as reporting."""

_AT_ALL = re.compile(
    r"""(?:
    (?:also\s+)?read\s+(?:more|also|next|the\s+full\s+(?:story|article)|our\s+(?:live|full)\b.*)?\s*[:|>»→-] |
    (?:related|recommended|similar|further|suggested)\s+(?:articles?|stor(?:y|ies)|topics?|coverage|content|news|
       reading|links?|posts?)\b |
    (?:related|recommended|see\s+also|also\s+on\b.*|don[’']t\s+miss|what\s+to\s+read\s+next|
       editor[’']?s[’']?\s+picks?)\s*[:|-] |
    (?:watch|listen|video|audio|gallery|photos?|photo\s+gallery|in\s+pictures|image|picture|caption|file\s+photo|
       graphic|map|infographic)\s*[:|] |
    (?:photo(?:graph)?s?|image|picture|video|illustration|graphic)\s+(?:by|from|credit|caption|courtesy|via)\b |
    \(?(?:photo(?:graph)?|image)\s+(?:by|credit)\b |
    (?:ap|reuters|afp|epa)\s+(?:photo|file\s+photo|video)\b |
    (?:sign\s+up|subscribe|register\s+(?:now|here|for|to)|log\s*in|sign\s+in|join\s+(?:us|our|the)|follow\s+(?:us|our|the\s+\w+\s+on)|
       get\s+(?:the|our|all)\s+[^.]*\b(?:newsletter|inbox|app|alerts?)|
       download\s+(?:our|the)\s+[^.]*\bapp|support\s+(?:our|independent)|donate|become\s+a\s+(?:member|subscriber|
       patron)|newsletter)\b |
    (?:share|tweet|e-?mail|print|copy|save)\s+(?:this|on|via|to|link|the\s+(?:article|story|link)|article|story)\b |
    (?:click|tap)\s+(?:here|to|on)\b |
    (?:advertisement|advertorial|sponsored(?:\s+(?:content|by\b.*))?|promoted(?:\s+content)?|ad)\W*$ |
    (?:article|story)\s+continues\s+(?:below|after)\b |
    skip\s+(?:to|past|advert|advertisement)\b |
    (?:leave|post|add)\s+a\s+(?:comment|reply)\b | (?:\d+\s+)?comments?(?:\s*\(\d+\))?\W*$ | (?:view|show|
       load)\s+(?:all\s+|more\s+)?comments\b |
    (?:tags?|topics?|filed\s+under|category|categories|keywords?|section)\s*: |
    (?:©|\(c\)\s|copyright\b(?=.*(?:\d{4}|rights|©))|all\s+rights\s+reserved) |
    (?:original|source|canonical|article|short)\s+(?:url|link|article)\s*: | (?:url|link|permalink)\s*: |
    this\s+(?:article|story|piece|post)\s+(?:was|is|has\s+been|originally|first)\s+(?:originally\s+|first\s+|last\s+|also\s+)?
       (?:published|updated|appeared|produced|corrected|syndicated|republished|part\s+of)\b |
    (?:originally|first)\s+(?:published|appeared)\s+(?:by|in|on|at)\b |
    (?:reporting|writing|editing|additional\s+reporting)\s+by\b(?=[^.]*$|[^.]*;|[^.]*\.$) |
    .{3,120}\bcontributed\s+(?:to\s+this\s+(?:report|story|article)|reporting)\b |
    (?:with|inputs?)\s+(?:inputs?|reporting|files?|material)\s+(?:from|by)\b |
    (?:last\s+)?(?:updated|modified)\s*: |
    (?:we\s+use|this\s+(?:site|website)\s+uses)\s+cookies\b |
    \d+\s+min(?:ute)?s?\s+read\W*$ | (?:reading|read)\s+time\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_IF_UNENDED = re.compile(
    r"""(?:
    (?:read|see|learn|find\s+out|view|show|load)\s+(?:more|also|next|all)\b | continue\s+reading\b | keep\s+reading\b |
    more\s+(?:on|from|about|in|stories|news|coverage)\b | most\s+(?:read|popular|viewed|shared)\b |
       top\s+stories\b | latest\s+news\b | trending\b |
    related\W*$ | related\s+to\s+this\b | recommended(?:\s+for\s+you)?\W*$ | see\s+also\W*$ | also\s+read\W*$ |
       you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested)\b |
    share\W*$ | tweet\W*$ | print\W*$ | e-?mail\W*$ | save\W*$ | facebook\W*$ | twitter\W*$ | whatsapp\W*$ |
       telegram\W*$ | copy\s+link\W*$ |
    back\s+to\s+(?:top|home)\b | home\s*[/>»|] | loading\b | menu\W*$ | search\W*$ | close\W*$ |
       privacy\s+policy\b | terms\s+(?:of|and)\b | contact\s+us\b | about\s+us\b |
    (?:editor[’']s\s+)?note\s+to\s+(?:readers|editors)\b | file(?:\s+photo)?\W*$ | handout\W*$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ENDED = re.compile(r"""[.!?…]["'”’)\]]*$""")
_URL_ONLY = re.compile(r"<?(?:https?://|www\.)\S+>?")
_CREDIT = (
    r"(?:(?:[A-Z][\w.'’-]+\s+){0,4}(?:[A-Z][\w.'’-]+\s*[/|]\s*)+[A-Z][\w.'’ -]{1,40}"
    r"|(?:AP|AFP|EPA|Reuters|REUTERS|TASS|Xinhua|Anadolu)\s+(?:Photo|Images?|File|file)"
    r"|(?:Getty(?:\s+Images)?|EPA-EFE|Shutterstock|Unsplash|Wikimedia(?:\s+Commons)?|Handout))"
)
_LABELS = r"(?:(?i:photo|image|picture|credit|via|courtesy of|by|file)\b\s*[:|]?\s*)*"
_CREDITED = re.compile(
    rf"(?:.*[.!?:)\"”]\s*)?(?:[(\[]\s*{_LABELS}{_CREDIT}\s*[)\]]"
    r"|(?i:photo|image|credit|source)\s*:\s*[^.!?]{2,60})[.\s]*"
)
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)


def is_furniture(words: str) -> bool:
    """Whether a line's words (markup gone) belong to the page: links, sharing, newsletters, rights, addresses."""
    if not words or len(words) > LONGEST:
        return not words
    if not any(map(str.isalnum, words)) or _URL_ONLY.fullmatch(words):
        return True
    return bool(_AT_ALL.match(words) or (not _ENDED.search(words) and len(words) < 160 and _IF_UNENDED.match(words)))


def is_caption(line: str, words: str) -> bool:
    """Whether a line is a picture's caption: it ends in a credit, as a link to a site or in brackets.

    `line` has its Markdown links, `words` is the same without markup.
    """
    if len(words) > LONGEST:
        return False
    links = list(LINK.finditer(line))
    if links and not line[links[-1].end() :].strip(" .*_"):
        before, label = line[: links[-1].start()].rstrip(), links[-1].group(1)
        if (not before or before[-1] in '.!?:)”"|/') and _DOMAIN.fullmatch(label.strip()):
            return True
    return bool(_CREDITED.fullmatch(words))
