from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import NoReverseMatch, reverse

from demo import build, context
from demo.reader import read_forum, read_roles
from demo.setting import load_basis, make_accounts, make_forums

ROLES = [account.key for account in read_roles()]


@pytest.fixture
def accounts(db):
    """The accounts alone, without what was contributed."""
    load_basis()
    return make_accounts(read_roles(), make_forums(read_forum())[build.FORUM])


@pytest.fixture
def addresses(settings):
    settings.ROOT_URLCONF = "tests.demo.urls"


def sign_in(role: str, **fields: str):
    client = Client()
    answer = client.post(reverse("demo-sign-in"), {"role": role, **fields})
    return client, answer


@pytest.mark.parametrize("role", ROLES)
def test_one_click_signs_in_as_a_role(accounts, addresses, role):
    client, answer = sign_in(role)
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"/f/{build.FORUM}/")
    assert client.session["_auth_user_id"] == str(accounts[role].pk)


def test_one_goes_on_where_one_was_but_to_no_other_site(accounts, addresses):
    assert sign_in("reader", next="/f/unece-2024/books/")[1]["Location"] == "/f/unece-2024/books/"
    elsewhere = sign_in("reader", next="https://elsewhere.example/")[1]["Location"]
    assert elsewhere == f"/f/{build.FORUM}/"


def test_no_other_account_can_be_entered(accounts, addresses):
    client, answer = sign_in("administrator")
    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


def test_it_takes_a_form_of_this_site(accounts, addresses):
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(reverse("demo-sign-in")).status_code == 405
    assert strict.post(reverse("demo-sign-in"), {"role": "reader"}).status_code == 403


def test_outside_demo_mode_the_address_does_not_exist(client, db):
    with pytest.raises(NoReverseMatch):
        reverse("demo-sign-in")
    assert client.post("/demo/sign-in/", {"role": "secretariat"}).status_code == 404


def test_before_the_demo_is_built_there_is_no_welcome(db):
    assert context.start() is None
    assert render_to_string("demo/_welcome.html", {"demo_start": context.start}).strip() == ""
