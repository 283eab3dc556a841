"""What commands say on a terminal: whatever they repeat of a file, it steers nothing."""

from django.core.management.base import BaseCommand, OutputWrapper

from datasets.models.characters import visible


class _Shown(OutputWrapper):
    r"""A stream on which what a terminal obeys, or nobody would see, is written like \x1b.

    What ends a line is ours. What has a style already is Django's, of its own checks.
    """

    def write(self, msg="", style_func=None, ending=None):
        super().write(msg if style_func else visible(msg, lines=True), style_func, ending)


class _Stream:
    """The attribute of a command that holds a stream, whichever Django puts there."""

    def __set_name__(self, owner, name):
        self._name = f"_{name}"

    def __get__(self, command, owner):
        return getattr(command, self._name)

    def __set__(self, command, stream):
        setattr(command, self._name, _Shown(stream._out))


class ShownCommand(BaseCommand):
    """A command that repeats texts of files, in what it reports and in why it fails."""

    stdout, stderr = _Stream(), _Stream()
