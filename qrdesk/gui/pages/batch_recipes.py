"""Recipes, as the second step keeps and applies them: what the columns of lists that look alike mean."""

from PySide6.QtCore import QObject

from qrdesk.gui.pages.batch_columns import ColumnsStep
from qrdesk.gui.pages.batch_desk import BatchDesk
from qrdesk.gui.pages.batch_meaning import Recipes
from qrdesk.gui.shell.window import MainWindow


class RecipeKeeper(QObject):
    """Serves the second step of the Batch page."""

    def __init__(self, desk: BatchDesk, columns: ColumnsStep, recipes: Recipes, window: MainWindow) -> None:
        super().__init__(desk)
        self._desk, self._columns, self._recipes, self._window = desk, columns, recipes, window
        columns.recipe_saved.connect(self._save)
        columns.recipe_wanted.connect(self._apply)

    def _save(self, name: str) -> None:
        if self._desk.listed is not None:
            self._recipes.save(name, self._desk.listed.header, self._desk.meanings)
            self._columns.offer(self._recipes.names())
            self._window.status.say(self.tr("Recipe {name} is saved").format(name=name))

    def _apply(self, name: str) -> None:
        if self._desk.listed is not None:
            self._desk.mean(self._recipes.apply(name, self._desk.listed.header, self._desk.meanings))
