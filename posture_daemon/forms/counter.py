"""Hands out forms and takes them back: each is told once, however often it comes."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from http import HTTPStatus
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from posture_daemon.errors import NotRunning, PostureError
from posture_daemon.forms.fields import only, read_all
from posture_daemon.forms.frame import Answer, notice
from posture_daemon.forms.pages import THANKS, after, form_of
from posture_daemon.forms.sheet import NUMBER, Copy, page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.core.sore.deeds import Deed
    from posture_daemon.forms.fields import Typed
    from posture_daemon.forms.form import Form, Values
    from posture_daemon.forms.service import Report, Service

_MOST_FIELDS = 100
_MOST_COPIES = 64
_NUMBER_BYTES = 8
_NO_PAGE = "There is no such page."
_NO_FORM = "This is not a form of these pages."
_TOO_OLD = "This form is too old to be taken. Send it once more."
_EMPTY = "Nothing is filled in yet."


class Counter:
    """The one place where forms are given out and taken back, one at a time."""

    def __init__(self, service: Service, word: str) -> None:
        self._service = service
        self._base = f"/{word}/"
        self._copies: OrderedDict[str, Copy] = OrderedDict()
        self._turn = Lock()

    @property
    def is_waiting(self) -> bool:
        """Whether somebody has a form that is not answered yet, or has yet to come for one."""
        with self._turn:
            return not self._copies or any(not copy.answer for copy in self._copies.values())

    def blank(self, name: str) -> Answer:
        """A new form, or a page of words."""
        with self._turn:
            report, trouble = self._report()
            form = form_of(name, report, self._base)
            if form is None:
                return Answer(notice(_NO_PAGE), HTTPStatus.NOT_FOUND)
            return self._drawn(form, self._copy(name, form, report, trouble))

    def received(self, name: str, body: bytes) -> Answer:
        """What is to be shown to a form that was sent."""
        try:
            typed = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        except ValueError:
            return Answer(notice(_NO_FORM), HTTPStatus.BAD_REQUEST)
        with self._turn:
            return self._taken(name, typed)

    def _taken(self, name: str, typed: Typed) -> Answer:
        copy = self._copies.get(only(typed, NUMBER))
        report, _ = self._report()
        form = form_of(name, report or (copy.report if copy else None), self._base)
        if form is None or not form.sections:
            return Answer(notice(_NO_FORM), HTTPStatus.NOT_FOUND)
        if copy is None or copy.page != name:
            copy = self._copy(name, form, report, _TOO_OLD)
            copy.typed = typed
            return self._drawn(form, copy, HTTPStatus.CONFLICT)
        if copy.answer:
            return copy.answer
        return self._read(form, copy, typed)

    def _read(self, form: Form, copy: Copy, typed: Typed) -> Answer:
        copy.typed, copy.trouble = typed, ""
        fields = (each for section in copy.left(form) for each in section.fields)
        values, copy.wrong = read_all(fields, typed)
        if copy.wrong:
            return self._drawn(form, copy, HTTPStatus.UNPROCESSABLE_ENTITY)
        return self._told(form, copy, values)

    def _told(self, form: Form, copy: Copy, values: Values) -> Answer:
        copy.said = copy.said if copy.told else []  # of this form, not of the one before
        try:
            plan = [(section.key, section.deeds(values)) for section in copy.left(form)]
            for key, deeds in plan:
                self._tell(key, deeds, copy)
        except PostureError as wrong:
            copy.trouble = str(wrong)
            missing = isinstance(wrong, NotRunning)
            status = HTTPStatus.SERVICE_UNAVAILABLE if missing else HTTPStatus.UNPROCESSABLE_ENTITY
            return self._drawn(form, copy, status, form.always(values))
        if not copy.told:
            copy.trouble, copy.done = _EMPTY, set()
            return self._drawn(form, copy, HTTPStatus.UNPROCESSABLE_ENTITY)
        copy.answer = self._answer(form, copy, values)
        return copy.answer

    def _tell(self, key: str, deeds: Sequence[Deed], copy: Copy) -> None:
        for deed in deeds:
            if deed not in copy.told:
                said = self._service.tell(deed)
                copy.said += [line for line in said if line not in copy.said]
                copy.told.append(deed)
        copy.done.add(key)

    def _answer(self, form: Form, copy: Copy, values: Values) -> Answer:
        """What comes after a form: the next one, or a page of words."""
        report, trouble = self._report()
        name = after(form.following(values), copy.page, report)
        following = (name and form_of(name, report, self._base)) or THANKS
        further = self._copy(name, following, report, trouble)
        urgent = form.always(values)
        further.said = [] if urgent else copy.said  # nothing stands before what is urgent
        first = "" if following.sections else urgent
        return self._drawn(following, further, first=first)

    def _drawn(
        self, form: Form, copy: Copy, status: HTTPStatus = HTTPStatus.OK, first: str = ""
    ) -> Answer:
        return Answer(page(form, copy, self._base, first), status)

    def _copy(self, name: str, form: Form, report: Report | None, trouble: str) -> Copy:
        """A new copy, which is remembered where it can be sent."""
        copy = Copy(name, secrets.token_hex(_NUMBER_BYTES), report, trouble=trouble)
        if form.sections:
            self._copies[copy.number] = copy
            while len(self._copies) > _MOST_COPIES:
                self._copies.popitem(last=False)
        return copy

    def _report(self) -> tuple[Report | None, str]:
        try:
            return self._service.report(), ""
        except PostureError as wrong:
            return None, str(wrong)
