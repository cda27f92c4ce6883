"""The attendant's chores: done when due, never twice at once, quiet."""

import sys
import time
from pathlib import Path

from lms.cli.attendant import Chore, analysis_command

PATIENCE = 10.0  # seconds


def waiting_for(chore: Chore, seconds: float = PATIENCE) -> None:
    until = time.monotonic() + seconds
    assert chore.process is not None
    while chore.process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    assert chore.process.poll() == 0


def test_a_chore_is_done_when_it_is_due(tmp_path: Path, capfd):
    mark = tmp_path / "done"
    words = [sys.executable, "-c", f"print('said'); open({str(mark)!r}, 'a').write('x')"]
    chore = Chore(words, soon=0.2, every=0.2)
    chore.see_to()
    assert chore.process is None
    for times in (1, 2):
        time.sleep(0.25)
        chore.see_to()
        waiting_for(chore)
        assert mark.read_text() == "x" * times
    assert capfd.readouterr().out == ""


def test_a_chore_that_takes_long_is_not_begun_twice():
    chore = Chore([sys.executable, "-c", "import time; time.sleep(0.4)"], soon=0, every=0)
    chore.see_to()
    first = chore.process
    chore.see_to()
    assert chore.process is first
    waiting_for(chore)
    chore.see_to()
    assert chore.process is not first
    waiting_for(chore)


def test_the_chore_is_a_command_of_ours():
    assert analysis_command()[-3:] == ["questions", "analyse", "--changed"]
