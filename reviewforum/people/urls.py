"""Addresses, below `account/`."""

from django.urls import path

from reviewforum.people import views

urlpatterns = [path("", views.account, name="account")]
