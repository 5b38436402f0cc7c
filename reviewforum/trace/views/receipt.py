"""The receipt: what became of a contribution, for whoever holds its five words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reviewforum.common.errors import NotPossible
from reviewforum.common.limits import limited
from reviewforum.evidence.actions.contributions import lower_attribution, withdraw
from reviewforum.evidence.models import Level, SetAside
from reviewforum.trace.fates import told
from reviewforum.trace.forms import CodeForm, LevelForm, WithdrawForm
from reviewforum.trace.parts import ContributionTrace
from reviewforum.trace.reading import find, trace_code
from reviewforum.trace.steps import steps

View = Callable[..., HttpResponse]
NOBODY = AnonymousUser()
"""Whoever holds a receipt acts as its contributor, not as the account that may be signed in."""


def secret(view: View) -> View:
    """No copy of the page is kept, no search engine lists it, and its address goes to no one.

    `strict-origin` names only the site to the page one goes to next, never the code in the address.
    Not `no-referrer`: browsers would send forms with the origin “null”, which the protection
    against forged forms refuses.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        add_never_cache_headers(answer)
        answer.headers["Referrer-Policy"] = "strict-origin"
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        answer._has_been_logged = True  # type: ignore[attr-defined]  # Django would log the address
        return answer

    return wrapped


@secret
@limited("receipt")
def receipt(request: HttpRequest) -> HttpResponse:
    """Asks for the code; the answer to it is the receipt itself, so that no address holds it."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "trace/receipt_form.html", {"form": form})
    return _show(request, form.cleaned_data["code"], form)


@secret
@limited("receipt", methods=("GET", "HEAD"))
@require_safe
def receipt_by_link(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt from a link in a message or a printed square."""
    form = CodeForm({"code": code})
    if not form.is_valid():
        return render(request, "trace/receipt_form.html", {"form": form}, status=404)
    return _show(request, form.cleaned_data["code"], form)


def _show(request: HttpRequest, code: str, form: CodeForm) -> HttpResponse:
    trace = trace_code(code)
    if trace is None:
        form.add_error("code", unknown())
        return render(request, "trace/receipt_form.html", {"form": form}, status=404)
    return _page(request, code, trace)


def unknown() -> str:
    """One answer to every wrong code."""
    return _(
        "No contribution has this receipt. Check each word: they are plain English words, "
        "in the order they were given. If you cannot find it, ask the secretariat of the forum."
    )


def _page(request: HttpRequest, code: str, trace: ContributionTrace, **forms: Any) -> HttpResponse:
    row = trace.contribution
    gone = row.set_aside_code == SetAside.WITHDRAWN
    context = {
        "trace": trace,
        "contribution": row,
        "illustrative": row.illustrative,
        "about": row.forum,
        "steps": steps(trace),
        "fates": told(trace),
        "levels": levels(row.level),
        "code": code,
        "withdrawn": gone,
        "level_form": None if row.level == Level.CONFIDENTIAL else
        LevelForm(initial={"code": code}, now=row.level),
        "withdraw_form": WithdrawForm(initial={"code": code}),
        **forms,
    }  # fmt: skip
    return render(request, "trace/receipt.html", context)


def levels(now: str) -> list[dict[str, Any]]:
    """Each level with what readers see, by an example that is no one's."""
    examples = {
        Level.NAMED: _("“Given name Family name, Example Union, Spain”"),
        Level.ORGANISATION: _("“Example Union, Spain”"),
        Level.GROUP: _("“A trade union”"),
        Level.CONFIDENTIAL: _("“A confidential contributor”, and none of your words"),
    }
    return [
        {"label": level.label, "example": text, "now": level == now}
        for level, text in examples.items()
    ]


@secret
@limited("receipt")
@require_POST
def lower(request: HttpRequest) -> HttpResponse:
    """Show less of the speaker from now on."""
    code = request.POST.get("code", "")
    row = find(code)
    if row is None:
        return _show(request, code, _refused(code))
    form = LevelForm(request.POST, now=row.level)
    if not form.is_valid():
        return _again(request, code, level_form=form)
    level = form.cleaned_data["level"]
    return _do(
        request,
        code,
        lambda: lower_attribution(by=NOBODY, contribution=row, level=level, receipt=code),
        _("Done. From now on less of you is shown, everywhere, in published reports too."),
    )


@secret
@limited("receipt")
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Withdraw the contribution."""
    code = request.POST.get("code", "")
    row = find(code)
    if row is None:
        return _show(request, code, _refused(code))
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _again(request, code, withdraw_form=form)
    return _do(
        request,
        code,
        lambda: withdraw(by=NOBODY, contribution=row, receipt=code),
        _("Your contribution is withdrawn. Its words are no longer shown anywhere."),
    )


def _refused(code: str) -> CodeForm:
    form = CodeForm({"code": code})
    form.full_clean()
    return form


def _do(request: HttpRequest, code: str, act: Callable[[], None], done: str) -> HttpResponse:
    try:
        act()
    except NotPossible as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, done)
    return _again(request, code)


def _again(request: HttpRequest, code: str, **forms: Any) -> HttpResponse:
    """The receipt as it now is. No redirect: its address would hold the code."""
    trace = trace_code(code)
    if trace is None:  # it was there a moment ago: only another process could have removed it
        return _show(request, code, _refused(code))
    return _page(request, code, trace, **forms)
