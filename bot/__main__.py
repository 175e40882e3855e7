"""The door of the program: `comprobot` and `python -m bot`."""

from __future__ import annotations

import sys

from bot.errors import ComprobotError, SettingsMistake


def main() -> None:
    """Run one command; exit 2 when the settings are wrong, 1 when something else is, each with its sentence."""
    from bot.cli import commands

    try:
        commands()
    except SettingsMistake as mistake:
        print(mistake, file=sys.stderr)  # noqa: T201  the last word of a command line program
        sys.exit(2)
    except ComprobotError as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
