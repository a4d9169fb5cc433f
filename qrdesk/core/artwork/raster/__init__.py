"""A scene as pixels. The files of this room need numpy and Pillow: who is not sure to need them imports them late."""
