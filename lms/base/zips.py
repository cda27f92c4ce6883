"""What opening a zip of somebody else may end in, in one place for all who open one."""

import zipfile
import zlib

# A damaged list, a damaged content, a way of packing that Python does not know
# (NotImplementedError), a password (RuntimeError), and numbers in the list that lead nowhere.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    IndexError,
)
