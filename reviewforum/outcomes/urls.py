"""Addresses."""

from django.urls import URLPattern, path

from reviewforum.outcomes.views import citing, desk, sentences, structure

DESK = "f/<slug:forum>/desk/"
DRAFT = f"{DESK}<slug:report>/"

urlpatterns: list[URLPattern] = [
    # the rapporteur's desk
    path(DESK, desk.reports, name="report-desk"),
    path(f"{DESK}new/", desk.new, name="report-new"),
    path(DRAFT, desk.desk, name="desk"),
    path(f"{DRAFT}frame/", desk.frame, name="report-frame"),
    path(f"{DRAFT}removed/", sentences.removed, name="desk-removed"),
    path(f"{DRAFT}sections/", structure.add_section, name="desk-section-add"),
    path(f"{DRAFT}sections/<slug:key>/<slug:verb>/", structure.section, name="desk-section"),
    path(f"{DRAFT}paragraphs/<slug:key>/<slug:verb>/", structure.paragraph, name="desk-paragraph"),
    path(f"{DRAFT}sentences/", sentences.add, name="desk-sentence-add"),
    path(f"{DRAFT}sentences/<slug:key>/save/", sentences.save, name="desk-save"),
    path(f"{DRAFT}sentences/<slug:key>/word/", sentences.apply_word, name="desk-word"),
    path(f"{DRAFT}sentences/<slug:key>/history/", sentences.history, name="desk-history"),
    path(f"{DRAFT}sentences/<slug:key>/restore/", sentences.restore, name="desk-restore"),
    path(f"{DRAFT}sentences/<slug:key>/<slug:verb>/", sentences.sentence, name="desk-sentence"),
    path(f"{DRAFT}cite/", citing.cite, name="desk-cite"),
    path(f"{DRAFT}citations/<int:pk>/<slug:verb>/", citing.citation, name="desk-citation"),
    path(f"{DRAFT}waive/", citing.waive, name="desk-waive"),
    path(f"{DRAFT}waivers/<int:pk>/remove/", citing.unwaive, name="desk-unwaive"),
    path(f"{DRAFT}suggest/", citing.suggest, name="desk-suggest"),
]
