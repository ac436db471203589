"""HCL text -> the same text as `terraform fmt` lays it out: indents, spaces between tokens, aligned `=`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

# The method is that of hclwrite's format.go: a line's net brackets decide the next line's indent; neighbours
# whose right side closes all that it opens share a column; comments behind code are the next column.

Kind = Literal["none", "string", "ident", "number", "comment", "op"]


class Token(NamedTuple):
    kind: Kind
    text: str


class Line(NamedTuple):
    """A line without its indent: up to its `=`, from there on, the comment behind it, how many brackets it opens."""

    left: str
    right: str = ""
    comment: str = ""
    net: int = 0


_NONE = Token("none", "")
_LONGEST_KEPT = 4000
"""Characters of a paragraph: what is remembered must not fill the memory."""
_PLAIN_STRING = r'"(?:\$\$\{|%%\{|\\.|[^"\\$%\n]|[$%](?!\{))*+"'
_TOKEN = re.compile(
    rf"""[ \t]*(?:
        (?P<comment>\#.*|//.*|/\*.*?\*/)
      | (?P<string>{_PLAIN_STRING})
      | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
      | (?P<ident>[^\W\d][\w-]*)
      | (?P<heredoc><<-?\w)
      | (?P<op>/(?!\*)|\.\.\.|::|=>|==|!=|<=|>=|&&|\|\||[-+*%!<>=?:.,()\[\]{{}}])
    )""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    rf"""[ \t]*(?P<left>[A-Za-z_][A-Za-z0-9_-]*)[ \t]*=[ \t]*
        (?P<right>{_PLAIN_STRING}|[0-9]+|[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z_][A-Za-z0-9_-]*)*)[ \t]*""",
    re.VERBOSE,
)
"""What most lines are: nothing in them wants a space or takes one away."""
_IN_TEMPLATE = re.compile(r'\$\$\{|%%\{|\\.|[$%]\{|"|[^"\\$%]+|.')
_OPENERS, _CLOSERS = frozenset("{[("), frozenset("}])")
_BEFORE_NEGATION = frozenset(["(", "{", "[", "=", ":", ",", "?", "+", "*", "/", "%", "-"]) | frozenset(
    ["==", "!=", ">", ">=", "<", "<=", "&&", "||", "!"]
)


def format_hcl(text: str) -> str:
    """Lay out HCL as `terraform fmt` would; idempotent, and a line stays the line it was.

    Understands what is generated here: blocks, attributes, nested literals, calls over several lines, and
    comments; the insides of strings are left alone. Raises ValueError for heredocs, for comments and strings
    over several lines, and for characters that are no HCL.
    """
    parts: list[str] = []
    levels: tuple[int, ...] = ()
    for paragraph in text.removesuffix("\n").split("\n\n"):
        lay_out = _paragraph if len(paragraph) <= _LONGEST_KEPT else _paragraph.__wrapped__
        part, levels = lay_out(paragraph, levels)
        parts.append(part)
    return "\n\n".join(parts) + "\n"


@lru_cache(1 << 12)  # many stand in every stack, or in those of one job's name
def _paragraph(text: str, levels: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
    """Lines up to an empty one, which ends every column, and what they leave open of the brackets; see `_indented`."""
    lines = [(_line if len(line) <= 300 else _line.__wrapped__)(line) for line in text.split("\n")]
    still_open = list(levels)
    lefts = _indented(lines, still_open)
    _pad(lefts, [bool(line.right) for line in lines])
    wholes = [left + line.right for left, line in zip(lefts, lines, strict=True)]
    _pad(wholes, [bool(line.comment) for line in lines])
    laid_out = "\n".join([whole + line.comment for whole, line in zip(wholes, lines, strict=True)])
    return laid_out, tuple(still_open)


def tokens(line: str) -> list[Token]:
    """The tokens of one line. Raises ValueError, naming the rest of the line that is no HCL."""
    found: list[Token] = []
    position, end = 0, len(line.rstrip(" \t"))
    while position < end:
        match = _TOKEN.match(line, position)
        if match is None:
            start, position = position, _template_end(line, position)
            found.append(Token("string", line[start:position].lstrip(" \t")))
            continue
        if match.lastgroup == "heredoc":
            raise ValueError(f"a heredoc is not understood here: {line!r}")
        found.append(Token(match.lastgroup, match.group(match.lastgroup)))  # type: ignore[arg-type]  # a match has a group
        position = match.end()
    return found


def _template_end(line: str, start: int) -> int:
    """Where a quoted string with `${...}` in it ends; strings inside may hold templates again."""
    start += len(line[start:]) - len(line[start:].lstrip(" \t"))
    if line[start] != '"':
        raise ValueError(f"not HCL: {line[start:]!r}")
    open_parts: list[str] = []
    for match in _IN_TEMPLATE.finditer(line, start):
        part = match.group()
        in_quotes = bool(open_parts) and open_parts[-1] == '"'
        if part == '"' and in_quotes:
            open_parts.pop()
        elif part == '"' or (part in ("${", "%{") and in_quotes):
            open_parts.append(part)
        elif not in_quotes:
            _count_braces(part, open_parts)
        if not open_parts:
            return match.end()
    raise ValueError(f"a string does not end on its line: {line[start:]!r}")


def _count_braces(part: str, open_parts: list[str]) -> None:
    for character in part:
        if character == "{":
            open_parts.append("{")
        elif character == "}":
            open_parts.pop()


@lru_cache(1 << 13)  # most lines stand in every stack
def _line(text: str) -> Line:
    plain = _ATTRIBUTE.fullmatch(text)
    if plain is not None:
        return Line(plain["left"], f"= {plain['right']}")
    lead = tokens(text)
    trailing = ""
    if len(lead) > 1 and lead[-1].kind == "comment":
        trailing = lead.pop().text
    net = _net(lead)
    equals = next((i for i, token in enumerate(lead) if i and token.text == "="), None)
    if equals is None or _net(lead[equals:]) != 0:
        return Line(_spaced(lead), "", trailing, net)
    return Line(_spaced(lead[:equals]), _spaced(lead[equals:]), trailing, net)


def _change(token: Token) -> int:
    if token.kind != "op":
        return 0
    return (token.text in _OPENERS) - (token.text in _CLOSERS)


def _net(line: list[Token]) -> int:
    return sum(map(_change, line))


def _indented(lines: Sequence[Line], levels: list[int]) -> list[str]:
    """Two spaces a level before each left; a line that opens three brackets makes one level, as closing them ends."""
    found: list[str] = []
    for left, _, _, net in lines:
        if net < 0:
            _close(levels, -net)
        found.append("  " * len(levels) + left if left else "")
        if net > 0:
            levels.append(net)
    return found


def _close(levels: list[int], closed: int) -> None:
    while closed > 0 and levels:
        if closed < levels[-1]:
            levels[-1] -= closed
            return
        closed -= levels.pop()


def _spaced(line: list[Token]) -> str:
    parts: list[str] = []
    before = _NONE
    for index, token in enumerate(line):
        parts.append(token.text)
        if index + 1 < len(line) and _space_between(before, token, line[index + 1]):
            parts.append(" ")
        before = token
    return "".join(parts)


def _space_between(before: Token, token: Token, after: Token) -> bool:  # noqa: PLR0911 - one rule a line, in fmt's order
    """Whether fmt puts a space between `token` and `after`."""
    left, right = token.text, after.text
    if token.kind == "ident" and right in ("(", "::"):
        return False
    if "." in (left, right) or left == "::" or right in (",", "..."):
        return False
    if left == "," or (left == "in" and before.kind == "ident"):
        return True
    if right == "[" and (token.kind in ("ident", "number") or _change(token) < 0):
        return False
    if left == "!":
        return False
    if left == "-":
        return before.kind != "none" and before.text not in _BEFORE_NEGATION
    if left == "{" or right == "}":
        return not (left == "{" and right == "}")
    return not (_change(token) > 0 or _change(after) < 0)


def _pad(texts: list[str], here: Sequence[bool]) -> None:
    """Neighbours that have more to come get one length, and a space."""
    start = 0
    for end, more in enumerate((*here, False)):
        if more:
            continue
        if end > start:
            width = max(map(len, texts[start:end])) + 1
            texts[start:end] = [text.ljust(width) for text in texts[start:end]]
        start = end + 1
