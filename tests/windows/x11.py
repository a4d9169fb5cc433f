"""What the X server itself knows of a window, asked through libX11: whether it is shown, and closing it politely."""

import ctypes
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_ubyte, c_uint, c_ulong, c_void_p

_VIEWABLE = 2  # IsViewable of X.h: mapped, and everything it stands in too
_ANY_TYPE, _CLIENT_MESSAGE = 0, 33
_UNHEARD = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)(lambda _display, _error: 0)


class _Attributes(ctypes.Structure):
    _fields_ = (
        *((name, c_int) for name in ("x", "y", "width", "height", "border_width", "depth")),
        *(("visual", c_void_p), ("root", c_ulong), ("kind", c_int)),
        *((name, c_int) for name in ("bit_gravity", "win_gravity", "backing_store")),
        *(("backing_planes", c_ulong), ("backing_pixel", c_ulong), ("save_under", c_int), ("colormap", c_ulong)),
        *(("map_installed", c_int), ("map_state", c_int), ("all_events", c_long), ("your_events", c_long)),
        *(("do_not_propagate", c_long), ("override_redirect", c_int), ("screen", c_void_p)),
    )


class _Message(ctypes.Structure):
    _fields_ = (
        *(("type", c_int), ("serial", c_ulong), ("send_event", c_int), ("display", c_void_p), ("window", c_ulong)),
        *(
            ("message_type", c_ulong),
            ("format", c_int),
            ("data", c_long * 5),
            ("rest", c_long * 12),
        ),  # as long as XEvent
    )


class Screen:
    """A connection to the X server named by DISPLAY."""

    def __init__(self) -> None:
        self._x = _library()
        self._display = self._x.XOpenDisplay(None)
        assert self._display, "no X server answers at DISPLAY"

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)

    def shown(self, pid: int) -> list[int]:
        """Return the windows of a process that stand on the screen."""
        self._x.XSync(self._display, 0)
        root: int = self._x.XDefaultRootWindow(self._display)
        return [window for window in self._below(root) if self._pid(window) == pid and self._viewable(window)]

    def title(self, window: int) -> str:
        """Return what the window's title bar says."""
        return self._property(window, "_NET_WM_NAME").decode()

    def is_managed(self) -> bool:
        """Whether a window manager is at work on the screen."""
        root: int = self._x.XDefaultRootWindow(self._display)
        return bool(self._property(root, "_NET_SUPPORTING_WM_CHECK"))

    def ask_to_close(self, window: int) -> None:
        """Do what the cross in a title bar does."""
        message = _Message(type=_CLIENT_MESSAGE, window=window, message_type=self._atom("WM_PROTOCOLS"), format=32)
        message.data[0] = self._atom("WM_DELETE_WINDOW")
        self._x.XSendEvent(self._display, window, 0, 0, byref(message))
        self._x.XSync(self._display, 0)

    def _below(self, window: int) -> Iterator[int]:
        root, parent, children, count = c_ulong(), c_ulong(), POINTER(c_ulong)(), c_uint()
        told = byref(root), byref(parent), byref(children), byref(count)
        if not self._x.XQueryTree(self._display, window, *told):
            return
        found = [children[at] for at in range(count.value)]
        self._x.XFree(children)
        for child in found:
            yield child
            yield from self._below(child)

    def _viewable(self, window: int) -> bool:
        attributes = _Attributes()
        known = self._x.XGetWindowAttributes(self._display, window, byref(attributes))
        return bool(known) and attributes.map_state == _VIEWABLE

    def _pid(self, window: int) -> int:
        return int.from_bytes(self._property(window, "_NET_WM_PID")[:4], "little")

    def _atom(self, name: str) -> int:
        return int(self._x.XInternAtom(self._display, name.encode(), 0))

    def _property(self, window: int, name: str) -> bytes:
        """Return the bytes of a property; of numbers, which Xlib keeps as longs, the first one alone."""
        kind, width, count, left, content = c_ulong(), c_int(), c_ulong(), c_ulong(), POINTER(c_ubyte)()
        told = byref(kind), byref(width), byref(count), byref(left), byref(content)
        atom = self._atom(name)
        self._x.XGetWindowProperty(self._display, window, atom, 0, 1024, 0, _ANY_TYPE, *told)
        if not content:
            return b""
        found = bytes(content[: count.value if width.value == 8 else 4 * bool(count.value)])
        self._x.XFree(content)
        return found


@contextmanager
def screen() -> Generator[Screen]:
    """Connect to the X server for as long as the block lasts."""
    made = Screen()
    try:
        yield made
    finally:
        made.close()


def _library() -> ctypes.CDLL:
    x = ctypes.CDLL("libX11.so.6")
    display, window = c_void_p, c_ulong
    for name, result, arguments in (
        ("XOpenDisplay", display, [c_char_p]),
        ("XCloseDisplay", c_int, [display]),
        ("XDefaultRootWindow", window, [display]),
        ("XSync", c_int, [display, c_int]),
        ("XFree", c_int, [c_void_p]),
        ("XInternAtom", c_ulong, [display, c_char_p, c_int]),
        ("XGetWindowAttributes", c_int, [display, window, c_void_p]),
        ("XQueryTree", c_int, [display, window, *[c_void_p] * 4]),
        ("XGetWindowProperty", c_int, [display, window, c_ulong, c_long, c_long, c_int, c_ulong, *[c_void_p] * 5]),
        ("XSendEvent", c_int, [display, window, c_int, c_long, c_void_p]),
    ):
        function = getattr(x, name)
        function.restype, function.argtypes = result, arguments
    x.XSetErrorHandler(_UNHEARD)  # a window may go while it is asked about; Xlib would end the process for that
    return x
