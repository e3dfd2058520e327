"""Of questions asked faster than they are answered, the newest one is answered, one at a time."""

from __future__ import annotations

import threading
import time

from nnstudio.app.background.newest import Newest
from nnstudio.system.messages import StudioError
from tests.app.hands import until


def test_only_the_newest_question_is_answered(qapp) -> None:
    gate, begun, told = threading.Event(), [], []
    newest = Newest("questions", qapp)

    def work(number: int):
        def do(_cancelled, _progress):
            begun.append(number)
            gate.wait()
            return number

        return do

    for number in range(20):
        newest.ask(work(number), told.append, told.append)
    until(lambda: begun, "the first")
    gate.set()
    until(lambda: not newest.busy, "the answer")
    assert begun == [0, 19], "the first had begun, and of the others only the last one is of interest"
    assert told == [19]
    newest.close()


def test_a_question_that_fails_is_told_and_the_next_one_answered(qapp) -> None:
    told, failed = [], []
    newest = Newest("questions", qapp)

    def fail(_cancelled, _progress):
        raise StudioError("No")

    newest.ask(fail, told.append, failed.append)
    until(lambda: failed, "the failure")
    newest.ask(lambda _cancelled, _progress: "yes", told.append, failed.append)
    until(lambda: told, "the answer")
    assert (told, [str(e) for e in failed]) == (["yes"], ["No"])
    newest.close()


def test_closing_tells_nobody_and_leaves_no_thread(qapp) -> None:
    told, begun = [], threading.Event()
    newest = Newest("questions", qapp)

    def wait(cancelled, _progress):
        begun.set()
        while not cancelled():
            pass
        return "late"

    newest.ask(wait, told.append, told.append)
    newest.ask(wait, told.append, told.append)
    assert begun.wait(10)
    newest.close()
    assert told == []
    assert not any(thread.name == "questions" for thread in threading.enumerate())


def test_what_was_forgotten_is_not_waited_for_and_the_next_one_takes_its_turn(qapp) -> None:
    gate, begun, told, heard = threading.Event(), [], [], []
    newest = Newest("questions", qapp)

    def work(number: int):
        def do(_cancelled, progress):
            begun.append(number)
            gate.wait(10)
            progress({"done": number})
            return number

        return do

    newest.ask(work(0), told.append, told.append, heard.append)
    until(lambda: begun, "the first")
    before = time.monotonic()
    for number in (1, 2):
        newest.ask_instead(work(number), told.append, told.append, heard.append)
    assert time.monotonic() - before < 5
    assert begun == [0], "never two at work"
    newest.forget()
    assert not newest.busy
    assert newest.at_work, "the first has not ended"
    newest.ask(work(2), told.append, told.append, heard.append)
    gate.set()
    until(lambda: not newest.busy, "the answer")
    assert (begun, told, heard) == ([0, 2], [2], [{"done": 2}])
    until(lambda: not newest.at_work, "the end of the first")
    newest.close()
