"""Serves the Studio's designs: reads and draws them, keeps, renames and deletes them, and gives them to many codes."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from qrdesk.client import Client, Design, DesignDraft, DesignPatch, DesignView, restoring
from qrdesk.client.files import write_file
from qrdesk.client.meeting import Overtaken, save_over
from qrdesk.core.artwork import presets
from qrdesk.core.errors import Conflict
from qrdesk.core.schemas.designs import AppliedReport
from qrdesk.gui import words
from qrdesk.gui.error_details import details
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner
from qrdesk.gui.look_assets import LookAssets
from qrdesk.gui.pages import studio_design_files
from qrdesk.gui.pages.studio_designs import DesignsPanel, Thumb
from qrdesk.gui.pages.studio_many import Counting, Meant, give
from qrdesk.gui.pages.studio_meeting import Both, both_drawn
from qrdesk.gui.pages.studio_small import AssetsOf, Said, nothing_of, small
from qrdesk.gui.preset_names import preset_name
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets.scene_paint import Prepared, prepared

_SAMPLE = "https://linde.example/r/mittag"  # what small pictures carry: an address of the usual length
_ARTICLE = "https://linde.example/01/04012345678901"  # and those of looks with a barcode
_PRESET = "preset "
_TRIES = 20  # other names for a design that is brought
Read = tuple[list[DesignView], list[Thumb]]


class Shelf(QObject):
    """``worn`` brings a design to be tried on the code that is worked on."""

    worn = Signal(object)  # Design

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, panel: DesignsPanel, assets: LookAssets
    ) -> None:
        super().__init__(panel)
        self._session, self._jobs, self._window, self._panel, self._assets = session, jobs, window, panel, assets
        self.choose_source: Callable[[], Path | None] = partial(studio_design_files.ask_source, panel, window.state)
        self.choose_target: Callable[[str], Path | None] = partial(studio_design_files.ask_target, panel, window.state)
        self._saved: dict[str, DesignView] = {}
        self._now = Design()
        self._chosen = ""  # key of the tile last pressed
        self._base: DesignView | None = None  # that design as it was when it was tried on
        self._theirs: DesignView | None = None  # what somebody else made of it, while that is asked about
        self._listed: list[DesignView] | None = None
        self._asked = 0
        self._is_read = False
        self.counting = Counting(session, jobs, panel.many)
        panel.seen.connect(self._seen)
        panel.worn.connect(self._wear)
        panel.save_wanted.connect(self._save)
        panel.rename_wanted.connect(self._rename)
        panel.change_wanted.connect(self._change)
        panel.delete_wanted.connect(self._delete)
        panel.import_wanted.connect(self._import)
        panel.export_wanted.connect(self._export)
        panel.many.apply_wanted.connect(self._give)
        panel.meeting.settled.connect(self._settle)

    def forget(self) -> None:
        """Read again when next seen: other designs are there now."""
        self._is_read, self._saved, self._chosen, self._base, self._listed = False, {}, "", None, None
        self._panel.meeting.hide()
        if self._panel.isVisible():
            self.read()

    def read_anew(self) -> None:
        """Others changed designs: read them again, now or when they are next seen."""
        self._is_read = False
        if self._panel.isVisible():
            self.read()

    def _seen(self) -> None:
        if not self._is_read:
            self.read()

    def read(self, chosen: str | None = None) -> None:
        """Ask for the designs, and draw them; ``chosen`` is marked then."""
        client = self._session.client
        if client is None:
            return
        if chosen is not None:
            self._chosen = chosen
        self._asked += 1
        self._is_read = True
        first = not self._panel.groups
        work, here = partial(_read, client, self._assets, with_presets=first), self._session.here
        self._jobs.run(self, work, partial(self._show, self._asked, chosen is not None), here(self._failed))

    def _read_again(self, view: DesignView) -> None:
        self.read(view.id)

    def show_design(self, design: Design) -> None:
        """The look being worked on is ``design`` now."""
        if self._theirs is not None and design != self._now:  # what is asked about is mine no more
            self._theirs = None
            self._panel.meeting.hide()
        self._now = design
        if not self._is_read:
            return  # nobody has looked at the designs yet
        chosen = self._design_of(self._chosen)
        if chosen is None or (chosen != design and self._chosen not in self._saved):
            self._chosen = next((key for key in self._keys() if self._design_of(key) == design), "")
            self._base = self._saved.get(self._chosen)
        self._mark()

    def _show(self, asked: int, anew: bool, found: Read) -> None:
        if asked != self._asked:
            return
        views, thumbs = found
        self._saved = {view.id: view for view in views}
        base = self._base
        if anew or base is None or base.id != self._chosen or base.design == self._now:  # nothing is tried on it
            self._base = self._saved.get(self._chosen)
        if not self._panel.groups:
            self._panel.show_presets([thumb for thumb in thumbs if thumb.group])
        if views != self._listed:  # else what is looked at and has the keyboard stays
            self._listed = views
            self._panel.show_saved([thumb for thumb in thumbs if not thumb.group])
        self.show_design(self._now)

    def _keys(self) -> list[str]:
        return [*self._saved, *_presets()]

    def _design_of(self, key: str) -> Design | None:
        return self._saved[key].design if key in self._saved else _presets().get(key)

    def _mark(self) -> None:
        view = self._saved.get(self._chosen)
        differs = view is not None and view.design != self._now
        self._panel.mark(self._chosen, view.name if view is not None else "", differs=differs)

    def _wear(self, key: str) -> None:
        design = self._design_of(key)
        self._chosen, self._base = key, self._saved.get(key)
        self._panel.note.hide()
        self._panel.meeting.hide()
        if design is not None:
            self.worn.emit(design)
            self._mark()

    def _save(self, name: str) -> None:
        self._do(partial(_create, DesignDraft, name, self._now), self._kept, self._not_kept)

    def _kept(self, view: DesignView) -> None:
        self._panel.naming.hide()
        self._window.status.say(self.tr("Design {name} is saved").format(name=view.name))
        self.read(view.id)

    def _not_kept(self, error: Exception) -> None:
        self._panel.naming.refuse(words.failure(error))
        if isinstance(error, Overtaken) and self._chosen == error.now.id:
            self._base = error.now  # saved again, it goes over theirs

    def _rename(self, name: str) -> None:
        if self._base is not None:
            self._do(partial(_patch, self._base, DesignPatch(name=name)), self._kept, self._not_kept)

    def _change(self) -> None:
        before = self._base
        if before is not None:
            failed = partial(self._not_changed, self._now)
            self._do(partial(_patch, before, DesignPatch(design=self._now)), partial(self._changed, before), failed)

    def _not_changed(self, mine: Design, error: Exception) -> None:
        if not isinstance(error, Overtaken):
            self._failed(error)
            return
        work = partial(both_drawn, _said(mine), _said(error.now.design), self._assets)
        here = self._session.here
        self._jobs.run(self, work, here(partial(self._ask, error.now)), here(self._failed))

    def _ask(self, now: DesignView, both: Both) -> None:
        if self._chosen == now.id:
            self._theirs = now
            self._panel.meeting.ask(now.name, both)

    def _settle(self, mine: bool) -> None:
        theirs, self._theirs = self._theirs, None
        if theirs is None or self._chosen != theirs.id:
            return
        self._base = self._saved[theirs.id] = theirs
        if mine:
            self._change()
        else:
            self.worn.emit(theirs.design)
            self.read(theirs.id)

    def _changed(self, before: DesignView, view: DesignView) -> None:
        said = self.tr("Design {name} is changed; codes keep what they have").format(name=view.name)
        self._window.toast(said, partial(self._change_back, before, view), "save")
        self.read(view.id)

    def _change_back(self, before: DesignView, left: DesignView) -> None:
        back = restoring.putting("design", before.id, DesignPatch(design=before.design), left)
        self._do(back, partial(self._is_back, before.id))

    def _is_back(self, design_id: str, _again: object) -> None:
        self.read(design_id)

    def _delete(self) -> None:
        view = self._saved.get(self._chosen)
        if view is not None:
            self._do(partial(_delete, view.id), partial(self._deleted, view))

    def _deleted(self, view: DesignView, _nothing: None) -> None:
        said = self.tr("Design {name} is deleted; codes keep their look").format(name=view.name)
        self._window.toast(said, partial(self._bring_back, view), "trash-2")
        self.read("")

    def _bring_back(self, view: DesignView) -> None:
        self._do(partial(_create, DesignDraft, view.name, view.design), self._read_again)

    def _import(self) -> None:
        path = self.choose_source()
        if path is not None:
            self._do(partial(_import, path), self._imported)

    def _imported(self, found: tuple[list[DesignView], tuple[str, ...]]) -> None:
        views, notes = found
        first = views[0]
        names = ", ".join(view.name for view in views)
        self._window.toast(self.tr("Imported: {names}").format(names=names), icon="upload")
        self._saved |= {view.id: view for view in views}
        self._chosen = first.id
        self.worn.emit(first.design)
        self.read(first.id)
        if notes:
            self._panel.say("info", self.tr("Not all of it could be kept"), "\n".join(notes))

    def _export(self) -> None:
        view = self._saved.get(self._chosen)
        preset = self._chosen.removeprefix(_PRESET)
        name = view.name if view is not None else preset_name(preset) or self.tr("Design")
        path = self.choose_target(name)
        if path is None:
            return
        work = partial(write_file, path, studio_design_files.written(name, self._now))
        said = self.tr("{file} saved").format(file=path.name)
        self._jobs.run(self, work, lambda _nothing: self._window.toast(said), self._failed)

    def _give(self, meant: Meant) -> None:
        view, client = self._saved.get(self._chosen), self._session.client
        if view is None or client is None:
            return
        self._panel.many.go.setEnabled(False)
        handles: list[Handle] = []
        title = self.tr("Giving {name} to codes").format(name=view.name)
        shown = self._window.status.start(title, lambda: [handle.cancel() for handle in handles])
        given, not_given = self._session.here(partial(self._given, view)), self._session.here(self._not_given)

        def done(report: AppliedReport) -> None:
            shown.finish()
            given(report)

        def failed(error: Exception) -> None:
            stopped = isinstance(error, Cancelled)
            shown.finish(self.tr("Cancelled: no code was changed") if stopped else words.failure(error))
            not_given(error)

        work = partial(give, client, view.id, meant)
        handles.append(self._jobs.run_long(self, work, done, failed, shown.progress))

    def _given(self, view: DesignView, report: AppliedReport) -> None:
        self._panel.many.go.setEnabled(True)
        self._panel.show_many(shown=False)
        self._window.toast(self._told(view.name, report), icon="link-2")
        if report.refused:
            self._panel.say(
                "danger", self.tr("Not given to all"), "\n".join(words.told(one.message) for one in report.refused)
            )
        self._session.links_changed.emit()

    def _told(self, name: str, report: AppliedReport) -> str:
        changed = len(report.changed)
        said = self.tr("{count} code changed to {name}") if changed == 1 else self.tr("{count} codes changed to {name}")
        alike = self.tr("{count} code looked like this already"), self.tr("{count} codes looked like this already")
        paper = self.tr("{count} code may be on paper as before"), self.tr("{count} codes may be on paper as before")
        parts = [said.format(count=words.number(changed), name=name)]
        parts += [
            words.counted(count, *forms)
            for count, forms in ((report.unchanged, alike), (report.printed, paper))
            if count
        ]
        return " · ".join(parts)

    def _not_given(self, error: Exception) -> None:
        self._panel.many.go.setEnabled(True)
        if not isinstance(error, Cancelled):
            self._panel.many.trouble.show_trouble(words.failure(error), details(error))

    def _do(
        self,
        work: Callable[[Client], object],
        done: Callable[..., object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        self._session.ask(self._jobs, self, work, done, failed or self._failed)

    def _failed(self, error: Exception) -> None:
        self._panel.say("danger", "", words.failure(error))


def _read(client: Client, assets: LookAssets, *, with_presets: bool) -> Read:
    views = client.designs.list()
    thumbs = [Thumb(view.id, view.name, "", _drawn(view.design, assets.of)) for view in views]
    begin = [replace(thumb, name=preset_name(thumb.name)) for thumb in _begin()] if with_presets else []
    return views, [*thumbs, *begin]


@cache
def _presets() -> dict[str, Design]:
    return {_PRESET + preset.name: preset.design for preset in presets.every()}


@cache
def _begin() -> tuple[Thumb, ...]:
    """Return the presets, drawn once."""
    return tuple(
        Thumb(_PRESET + preset.name, preset.name, preset.group, _drawn(preset.design, nothing_of))
        for preset in presets.every()
    )


def _drawn(design: Design, assets_of: AssetsOf) -> Prepared:
    return prepared(small(*_said(design), assets_of))


def _said(design: Design) -> Said:
    """Return what a small picture of a design says."""
    return (_ARTICLE if design.barcode else _SAMPLE), design


def _create(make: type[DesignDraft], name: str, design: Design, client: Client) -> DesignView:
    return client.designs.create(make(name=name, design=design))


def _patch(base: DesignView, patch: DesignPatch, client: Client) -> DesignView:
    """Change a design, unless somebody else changed the same since it was as ``base`` is."""
    get, update = partial(client.designs.get, base.id), partial(client.designs.update, base.id)
    return save_over(client, get, update, base, patch)


def _delete(design_id: str, client: Client) -> None:
    client.designs.delete(design_id)


def _import(path: Path, client: Client) -> tuple[list[DesignView], tuple[str, ...]]:
    found = studio_design_files.read(path)
    return [_under_a_free_name(client, draft) for draft in found.drafts], found.notes


def _under_a_free_name(client: Client, draft: DesignDraft) -> DesignView:
    """Keep a design that was brought: under its own name, else with a number behind it.

    Raises:
        Conflict: there are very many of this name, or of all.
    """
    for number in range(2, _TRIES + 2):
        try:
            return client.designs.create(draft)
        except Conflict:
            if number > _TRIES:
                raise
            base = draft.name.rstrip("0123456789").rstrip() or draft.name
            draft = DesignDraft(name=f"{base[:56]} {number}", design=draft.design)
    raise AssertionError("the last try raises")
