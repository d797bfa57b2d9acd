"""What was found, in the Test Anything Protocol."""

import asyncio
import contextlib
import inspect
import sys
import traceback

_told = 0
_failed = 0


def _tell(what, error=None):
    global _told, _failed
    _told += 1
    if error is None:
        print(f"ok {_told} - {what}", flush=True)
        return
    _failed += 1
    print(f"not ok {_told} - {what}", flush=True)
    for line in "".join(traceback.format_exception(error)).splitlines():
        print(f"# {line}", flush=True)


def check(what):
    """A check is a function: it passes unless it raises. It runs where it stands, and those after it all the same."""

    def run(body):
        try:
            found = body()
            if inspect.isawaitable(found):
                asyncio.run(found)
            _tell(what)
        except Exception as error:
            _tell(what, error)
        return body

    return run


def acheck(what):
    """The same inside of a program that awaits: `await` what it gives."""

    async def run(body):
        try:
            await body()
            _tell(what)
        except Exception as error:
            _tell(what, error)

    return run


@contextlib.contextmanager
def refused(kind):
    """What the body raises, in `.error`; that it raises nothing, or something of another kind, is a failure."""

    class Caught:
        error = None

    caught = Caught()
    try:
        yield caught
    except kind as error:
        caught.error = error
        return
    raise AssertionError(f"it was not refused with {kind.__name__}")


def done():
    """The plan, which says that nothing was left out."""
    print(f"1..{_told}", flush=True)
    sys.exit(1 if _failed else 0)
