"""Addresses of the site itself."""

from django.urls import path
from django.views.i18n import set_language

from reviewforum.common import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("language/", set_language, name="set_language"),
    path("style/", views.style_guide, name="style-guide"),
]
