"""The help lines of every API answer."""

from safespaces.venues.help_lines import ANSWER_LINES, HelpLine


def _line_json(line: HelpLine) -> dict[str, str]:
    every = {
        "name": line.name,
        "call": line.call,
        "text": line.text,
        "use": line.use,
        "note": line.note,
    }
    return {name: value for name, value in every.items() if value}


HELP = [_line_json(line) for line in ANSWER_LINES]
