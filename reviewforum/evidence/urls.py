"""Addresses of the evidence, in the order of the process."""

from django.urls import URLPattern, path

from reviewforum.evidence.views import books, passage_page, search

urlpatterns: list[URLPattern] = [
    path("f/<slug:forum>/evidence/", search.evidence, name="evidence"),
    path("f/<slug:forum>/evidence/keep/", search.save, name="search-save"),
    path("f/<slug:forum>/evidence/keep/<int:pk>/remove/", search.forget, name="search-forget"),
    path("f/<slug:forum>/passages/<int:pk>/", passage_page.passage, name="passage"),
    path("f/<slug:forum>/books/", books.books, name="books"),
]
