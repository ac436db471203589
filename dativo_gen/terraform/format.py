"""HCL text -> the same text as `terraform fmt` lays it out: indents, spaces between tokens, aligned `=`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

# The method is that of hclwrite's format.go: a line's net brackets decide the next line's indent; neighbours
# whose right side closes all that it opens share a column; comments behind code are the next column.

Kind = Literal["none", "string", "ident", "number", "comment", "op"]


class Token(NamedTuple):
    kind: Kind
    text: str


@dataclass(slots=True)
class _Line:
    lead: list[Token]
    assign: list[Token] = field(default_factory=list)
    comment: str = ""
    indent: int = 0
    left: str = ""
    right: str = ""


_NONE = Token("none", "")
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
    lines = [_line(line) for line in text.removesuffix("\n").split("\n")]
    _indent(lines)
    for line in lines:
        line.left = " " * line.indent + _spaced(line.lead, _NONE)
        line.right = _spaced(line.assign, _NONE)
    _align(lines)
    return "".join(line.left + line.right + line.comment + "\n" for line in lines)


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


def _line(text: str) -> _Line:
    lead = tokens(text)
    trailing = ""
    if len(lead) > 1 and lead[-1].kind == "comment":
        trailing = lead.pop().text
    equals = next((i for i, token in enumerate(lead) if i and token.text == "="), None)
    if equals is None or _net(lead[equals:]) != 0:
        return _Line(lead, comment=trailing)
    return _Line(lead[:equals], lead[equals:], trailing)


def _change(token: Token) -> int:
    if token.kind != "op":
        return 0
    return (token.text in _OPENERS) - (token.text in _CLOSERS)


def _net(line: list[Token]) -> int:
    return sum(map(_change, line))


def _indent(lines: list[_Line]) -> None:
    """Two spaces a level; a line that opens three brackets makes one level, which closing three ends."""
    levels: list[int] = []
    for line in lines:
        net = _net(line.lead) + _net(line.assign)
        if net < 0:
            _close(levels, -net)
        line.indent = 2 * len(levels) if line.lead else 0
        if net > 0:
            levels.append(net)


def _close(levels: list[int], closed: int) -> None:
    while closed > 0 and levels:
        if closed < levels[-1]:
            levels[-1] -= closed
            return
        closed -= levels.pop()


def _spaced(line: list[Token], before: Token) -> str:
    parts: list[str] = []
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


def _align(lines: list[_Line]) -> None:
    for run in _runs([line if line.assign else None for line in lines]):
        width = max(len(line.left) for line in run)
        for line in run:
            line.left = line.left.ljust(width + 1)
    for run in _runs([line if line.comment else None for line in lines]):
        width = max(len(line.left) + len(line.right) for line in run)
        for line in run:
            line.comment = " " * (width + 1 - len(line.left) - len(line.right)) + line.comment


def _runs(lines: list[_Line | None]) -> list[list[_Line]]:
    """Neighbouring lines that are not None."""
    runs: list[list[_Line]] = [[]]
    for line in lines:
        if line is not None:
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]
