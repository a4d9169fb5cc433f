"""What is done with an endpoint: it is made, changed, tested, paused, given a new secret, deleted, or sent to again."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from qrdesk.client import Client, restoring
from qrdesk.client.meeting import Overtaken
from qrdesk.client.restoring import Changed, Restore
from qrdesk.core.schemas.webhooks import (
    AttemptView,
    DeliveryView,
    EndpointDraft,
    EndpointPatch,
    EndpointView,
    NewEndpointView,
    RecoverDraft,
    RequeuedView,
    SecretDraft,
    SecretView,
)
from qrdesk.gui import undoing, words
from qrdesk.gui.pages.access_drafts import NEW
from qrdesk.gui.pages.access_part import tell_of_secret
from qrdesk.gui.pages.webhooks_asking import Asking, count_again
from qrdesk.gui.pages.webhooks_detail import EndpointDetail
from qrdesk.gui.pages.webhooks_panel import FormPanel
from qrdesk.gui.pages.webhooks_removing import Removing
from qrdesk.gui.routes import Routes
from qrdesk.gui.shell.window import MainWindow

T = TypeVar("T")
_ASKED = frozenset({"rotate", "recover", "replay", "delete"})


class Doing(QObject):
    """``changed``: it is not as it is shown any more. ``sent`` brings a delivery, or nothing for a new one."""

    changed = Signal()
    edit_wanted = Signal()
    made = Signal(object)  # an EndpointView
    saved = Signal(object)  # an EndpointView
    sent = Signal(str)

    def __init__(
        self,
        asking: Asking,
        window: MainWindow,
        routes: Routes,
        detail: EndpointDetail,
        panel: FormPanel,
        removing: Removing,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.removing = removing
        self._asking, self._window, self._routes = asking, window, routes
        self._detail, self._panel = detail, panel
        detail.wanted.connect(self._do)
        detail.deleted.connect(self._delete)
        detail.rotation.wanted.connect(self._rotate)
        detail.again.wanted.connect(self._send_again)
        detail.again.count_wanted.connect(self._count)
        detail.delivery.redeliver_wanted.connect(self._redeliver)
        detail.delivery.copy_wanted.connect(self._copy_id)
        detail.once.copy_wanted.connect(self._copy)
        panel.create_wanted.connect(self._create)
        panel.change_wanted.connect(self._change)

    def resume(self, endpoint_id: str) -> None:
        """Let an endpoint go on; what waits is sent."""
        self._run(
            lambda client: client.webhooks.resume(endpoint_id),
            partial(self._say, self.tr("{name} goes on")),
            endpoint_id,
        )

    def _do(self, what: str) -> None:
        endpoint_id = self._detail.shown_id()
        if what in _ASKED:
            self._detail.ask(what)
        elif what == "edit":
            self.edit_wanted.emit()
        elif what == "test":
            self._test(endpoint_id)
        elif what == "pause":
            back = restoring.doing("endpoint.resumed", endpoint_id)
            said = partial(self._say, self.tr("{name} is paused; events are kept"), back=back)
            self._run(lambda client: client.webhooks.pause(endpoint_id), said, endpoint_id)
        elif what == "hurry":
            said = partial(self._say, self.tr("All that waits for {name} is tried now"))
            self._run(lambda client: client.webhooks.resume(endpoint_id), said, endpoint_id)
        else:
            self.resume(endpoint_id)

    def _run(self, work: Callable[[Client], T], done: Callable[[T], object], about: str) -> None:
        self._asking.change(work, done, partial(self._refused, about))

    def _refused(self, about: str, error: Exception) -> None:
        if self._detail.shown_id() == about:
            self._detail.say_trouble(error)
        else:
            self._window.status.say(words.failure(error))

    def _say(self, said: str, endpoint: EndpointView, back: Restore | None = None) -> None:
        self._tell(said.format(name=endpoint.name), back)
        self.changed.emit()

    def _copy(self, text: str, said: str) -> None:
        self._routes.copy_text(text, said)

    def _copy_id(self, delivery_id: str) -> None:
        self._routes.copy_text(delivery_id, self.tr("The id of the delivery is copied"))

    def _test(self, endpoint_id: str) -> None:
        self._detail.head.set_testing(testing=True)
        self._run(lambda client: client.webhooks.test(endpoint_id), partial(self._tested, endpoint_id), endpoint_id)

    def _tested(self, endpoint_id: str, attempt: AttemptView) -> None:
        if self._detail.shown_id() == endpoint_id:
            self._detail.show_result(attempt)
            self.sent.emit("")

    def _redeliver(self, delivery_id: str) -> None:
        redelivered = partial(self._redelivered, self._detail.shown_id())
        refused = partial(self._not_redelivered, self._detail.shown_id())
        self._asking.change(lambda client: client.webhooks.redeliver(delivery_id), redelivered, refused)

    def _redelivered(self, endpoint_id: str, delivery: DeliveryView) -> None:
        self._window.status.say(self.tr("Sent again: {kind}").format(kind=delivery.kind))
        if self._detail.shown_id() == endpoint_id:
            self.sent.emit(delivery.id)

    def _not_redelivered(self, endpoint_id: str, error: Exception) -> None:
        self._detail.delivery.redeliver.setEnabled(True)
        self._refused(endpoint_id, error)

    def _count(self, draft: RecoverDraft) -> None:
        shown = partial(self._detail.again.show_count, draft)
        work = partial(count_again, self._detail.shown_id(), draft)
        self._asking.ask("count", work, shown, lambda _error: None)

    def _send_again(self, draft: RecoverDraft) -> None:
        endpoint_id = self._detail.shown_id()
        refused = partial(self._not_asked, endpoint_id, self._detail.again.refuse)
        sent = partial(self._sent_again, endpoint_id)
        self._asking.change(lambda client: client.webhooks.recover(endpoint_id, draft), sent, refused)

    def _sent_again(self, endpoint_id: str, again: RequeuedView) -> None:
        said = words.counted(
            again.deliveries, self.tr("{count} delivery is sent again."), self.tr("{count} deliveries are sent again.")
        )
        if again.over_plan:
            left = self.tr("{count} stay as they are: the plan has no more deliveries this month.")
            said = f"{said} {left.format(count=words.number(again.over_plan))}"
        self._window.status.say(said)
        if self._detail.shown_id() == endpoint_id:
            self._detail.say_done(said)
            self.sent.emit("")

    def _not_asked(self, endpoint_id: str, refuse: Callable[[Exception], bool], error: Exception) -> None:
        if self._detail.shown_id() != endpoint_id or not refuse(error):
            self._refused(endpoint_id, error)

    def _rotate(self, draft: SecretDraft) -> None:
        endpoint_id = self._detail.shown_id()
        refused = partial(self._not_asked, endpoint_id, self._detail.rotation.refuse)
        self._asking.make_secret(
            lambda client: client.webhooks.rotate(endpoint_id, draft), self._rotated, refused, self._keep_secret
        )

    def _rotated(self, made: SecretView) -> None:
        self._detail.show_secret(made.id, made.secret)
        self._window.status.say(self.tr("{name} has a new secret").format(name=made.name))
        self.changed.emit()

    def _delete(self) -> None:
        endpoint = self._detail.endpoint()
        if endpoint is not None:
            self.removing.begin(endpoint, partial(self._refused, endpoint.id))

    def _create(self, draft: EndpointDraft) -> None:
        refused = partial(self._not_taken, NEW)
        self._asking.make_secret(
            lambda client: client.webhooks.create(draft), self._created, refused, self._keep_secret
        )

    def _keep_secret(self, made: NewEndpointView | SecretView) -> None:
        """Keep a secret that came when its place was left, to be shown with its endpoint."""
        self._detail.keep_secret(made.id, made.secret)
        tell_of_secret(self._window, made.name)
        self.changed.emit()

    def _created(self, endpoint: NewEndpointView) -> None:
        self._panel.drafts.saved(NEW)
        self._window.status.say(self.tr("{name} is added").format(name=endpoint.name))
        self.made.emit(endpoint)
        self._detail.show_secret(endpoint.id, endpoint.secret)
        self.changed.emit()

    def _change(self, endpoint_id: str, patch: EndpointPatch) -> None:
        refused = partial(self._not_taken, endpoint_id)
        work = partial(restoring.changed, "endpoint", endpoint_id, patch, base=self._panel.base())
        self._asking.change(work, self._changed, refused)

    def _changed(self, changed: Changed) -> None:
        endpoint = changed.view
        self._panel.drafts.saved(endpoint.id)
        self._tell(self.tr("Saved: {name}").format(name=endpoint.name), changed.back)
        self.saved.emit(endpoint)

    def _tell(self, said: str, back: Restore | None) -> None:
        """Say what was done, with Undo where it can be taken back."""
        if back is None:
            self._window.status.say(said)
        else:
            self._window.toast(said, partial(self._take_back, back), "check")

    def _take_back(self, back: Restore) -> None:
        """To be asked for while the place of the edit is open: undo is forgotten when it is left."""
        refused = partial(self._refused, self._detail.shown_id())
        self._asking.change(back, self._taken_back, refused)

    def _taken_back(self, _again: object) -> None:
        self._window.toast(self.tr("The webhook is as it was before"), icon=undoing.ICON)
        self.changed.emit()

    def _not_taken(self, about: str, error: Exception) -> None:
        if self._panel.shown_id() == about:
            self._panel.refuse(error)
            if isinstance(error, Overtaken):
                self._panel.met(error.now)
        else:
            self._window.status.say(words.failure(error))
