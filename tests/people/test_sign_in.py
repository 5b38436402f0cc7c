"""Signing in: a code by e-mail, a passkey, single sign-on; never a password."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.core import mail
from django.urls import reverse

from reviewforum.people.models import User
from tests import build


def code_in_mail() -> str:
    return re.search(r"^\s*([A-Z0-9]{4,}-?[A-Z0-9]*)\s*$", mail.outbox[-1].body, re.M)[1]


@pytest.mark.django_db
def test_an_account_signs_in_with_a_code_from_its_e_mail(client):
    User.objects.create_user("ana@example.org")
    client.post(reverse("account_request_login_code"), {"email": "ana@example.org"})
    assert len(mail.outbox) == 1 and mail.outbox[0].to == ["ana@example.org"]
    client.post(reverse("account_confirm_login_code"), {"code": code_in_mail()})
    assert client.session["_auth_user_id"]


@pytest.mark.django_db
def test_a_wrong_code_signs_nobody_in(client):
    User.objects.create_user("ana@example.org")
    client.post(reverse("account_request_login_code"), {"email": "ana@example.org"})
    client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"})
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_a_stranger_learns_nothing_of_who_has_an_account(client):
    User.objects.create_user("ana@example.org")
    answers = [
        client.post(reverse("account_request_login_code"), {"email": address})
        for address in ("ana@example.org", "nobody@example.org")
    ]
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].headers["Location"] == answers[1].headers["Location"]


@pytest.mark.django_db
def test_sign_in_page_offers_a_passkey(client):
    page = client.get(reverse("account_login")).content.decode()
    assert "passkey" in page.lower()


@pytest.mark.django_db
def test_new_account_without_password(client):
    client.post(reverse("account_signup"), {"email": "new@example.org"})
    client.post(reverse("account_email_verification_sent"), {"code": code_in_mail()})
    assert client.session["_auth_user_id"] == str(User.objects.get(email="new@example.org").pk)


SINGLE_SIGN_ON = """
import django, json
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
page = Client(SERVER_NAME="localhost").get("/account/login/").content.decode()
print(json.dumps("Ministry sign-in" in page))
"""


@pytest.mark.parametrize("configured", [True, False])
def test_single_sign_on_is_a_matter_of_configuration(configured, tmp_path):
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": "",
    }
    env.pop("OIDC_SERVER_URL", None)
    if configured:
        env |= {
            "OIDC_SERVER_URL": "https://id.example/",
            "OIDC_CLIENT_ID": "x",
            "OIDC_SECRET": "y",
            "OIDC_NAME": "Ministry sign-in",
        }
    ran = subprocess.run(
        [sys.executable, "-c", SINGLE_SIGN_ON], env=env, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout.splitlines()[-1]) is configured


def test_roles_are_per_forum(forum):
    other = build.forum("other")
    person = build.user(forum, "secretariat", email="s@example.org")
    from reviewforum.forums.rules import is_secretariat

    assert is_secretariat(person, forum) and not is_secretariat(person, other)
