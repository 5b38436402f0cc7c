"""Addresses."""

from django.urls import URLPattern, path

from reviewforum.outcomes.views import (
    citing,
    desk,
    published,
    publishing,
    review,
    sentences,
    structure,
    versions,
    voices,
)

DESK = "f/<slug:forum>/desk/"
DRAFT = f"{DESK}<slug:report>/"
REPORTS = "f/<slug:forum>/reports/"
REPORT = f"{REPORTS}<slug:report>/"
VERSION = f"{REPORT}<int:number>/"
CIRCULATED = f"{DRAFT}versions/<int:number>/"

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
    # circulating and publishing
    path(f"{DRAFT}publish/", publishing.publish, name="report-publish"),
    path(f"{DRAFT}circulate/", publishing.circulate, name="report-circulate"),
    path(f"{CIRCULATED}comments/", review.comments, name="report-comments"),
    path(f"{CIRCULATED}comments/<int:pk>/answer/", review.answer, name="report-answer"),
    path(f"{CIRCULATED}invite/<int:pk>/", review.invite_again, name="report-invite-again"),
    path("review/<str:secret>/", review.review, name="review"),
    path("review/<str:secret>/comment/", review.comment, name="review-comment"),
    # what everyone reads
    path("f/<slug:forum>/voices/", voices.voices, name="voices"),
    path(REPORTS, published.reports, name="reports"),
    path(REPORT, published.report, name="report"),
    path(f"{REPORT}versions/", versions.versions, name="report-versions"),
    path(f"{REPORT}changes/", versions.diff, name="report-diff"),
    path(VERSION, published.version, name="report-version"),
    path(f"{VERSION}download/", published.download, name="report-download"),
    path(f"{VERSION}correct/", publishing.correct, name="report-correct"),
]
