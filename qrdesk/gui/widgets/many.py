"""Several words in one line, separated by commas, each completed while it is typed."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from qrdesk.gui.widgets import popups
from qrdesk.gui.widgets.fields import Field, Input


class ManyField(Field):
    """Words or keys separated by commas: "Germany, AT". ``keys`` gives back the keys, ``unknown`` what is none.

    Without ``words`` any text goes.
    """

    changed = Signal()

    def __init__(
        self,
        label: str,
        words: Mapping[str, str] | None = None,
        hint: str = "",
        placeholder: str = "",
        *,
        free: bool = False,
    ) -> None:
        """``words`` are what is offered, by key; ``free`` takes other texts as their own key."""
        self.input = Input()
        super().__init__(label, self.input, hint)
        self.input.setPlaceholderText(placeholder)
        self._words = dict(words or {})
        self._free = free or not self._words
        self._by_text = {text.casefold(): key for key, text in self._words.items()}
        self._by_text |= {key.casefold(): key for key in self._words}
        self.setFocusProxy(self.input)
        self.input.textChanged.connect(self._typed)
        if self._words:
            self._complete()

    def keys(self) -> tuple[str, ...]:
        """Return the keys of what is known, each once, in their order."""
        found = (self._key(word) for word in self._typed_words())
        return tuple(dict.fromkeys(key for key in found if key))

    def unknown(self) -> list[str]:
        """Return the words that stand for nothing."""
        return [word for word in self._typed_words() if not self._key(word)]

    def set_keys(self, keys: Sequence[str]) -> None:
        """Show ``keys`` in words."""
        text = ", ".join(self._words.get(key, key) for key in keys)
        if tuple(keys) != self.keys() or self.unknown():
            self.input.setText(text)
            self.input.setCursorPosition(0)
        self.clear_error()

    def _typed_words(self) -> list[str]:
        return [word for word in (" ".join(part.split()) for part in self.input.text().split(",")) if word]

    def _key(self, word: str) -> str:
        return self._by_text.get(word.casefold(), word if self._free else "")

    def _typed(self, _text: str) -> None:
        if self.has_error():
            self.clear_error()
        self.changed.emit()

    def _complete(self) -> None:
        completer = QCompleter(sorted(self._words.values(), key=str.casefold), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchStartsWith)
        completer.setWidget(self.input)
        completer.activated.connect(self._take)
        self.input.textEdited.connect(partial(self._offer, completer))

    def _offer(self, completer: QCompleter, _text: str) -> None:
        word = self._word_here()[1].strip()
        completer.setCompletionPrefix(word)
        if len(word) < 1 or not completer.completionCount() or completer.currentCompletion() == word:
            self._hide(completer)
        else:
            popups.dress(completer, self.input)
            completer.complete()

    def _hide(self, completer: QCompleter) -> None:
        popup: QWidget | None = completer.popup()
        if popup is not None:
            popup.hide()

    def _word_here(self) -> tuple[int, str]:
        """Return where the word under the cursor begins, and what of it stands before the cursor."""
        before = self.input.text()[: self.input.cursorPosition()]
        start = before.rfind(",") + 1
        return start, before[start:]

    def _take(self, words: str) -> None:
        start, typed = self._word_here()
        text = self.input.text()
        lead = " " if start else ""
        self.input.setText(f"{text[:start]}{lead}{words}{text[start + len(typed) :]}")
        self.input.setCursorPosition(start + len(lead) + len(words))
