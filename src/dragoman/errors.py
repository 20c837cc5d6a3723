"""Exceptions of misuse. Bad papers are not exceptions: they become `edition.problem.Problem`."""


class DragomanError(Exception):
    """The program was asked for something that it cannot do; the message is a full sentence."""


class MissingSource(DragomanError):
    """A source named on the command line does not exist."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: there is no such file or folder; name one that exists, or - for standard input.")


class UnknownLayer(DragomanError):
    """A layer was asked for that no reader gives."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"{name}: there is no such layer; the layers are {', '.join(known)}.")
