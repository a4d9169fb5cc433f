"""The frame of the window: sidebar, top bar, sheet, status line, palette and toasts."""
