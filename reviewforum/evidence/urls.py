"""Addresses of the evidence, in the order of the process."""

from django.urls import URLPattern, path

from reviewforum.evidence.views import (
    agreement,
    books,
    coding,
    contributions,
    import_files,
    imports,
    passage_page,
    passages,
    search,
)

BATCH = "f/<slug:forum>/imports/<int:pk>/"
FILE = BATCH + "files/<int:item>/"
ONE = "f/<slug:forum>/contributions/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("f/<slug:forum>/imports/", imports.imports_list, name="imports"),
    path("f/<slug:forum>/imports/receipts/", imports.receipts, name="import-receipts"),
    path(BATCH, imports.import_page, name="import"),
    path(BATCH + "progress/", imports.progress, name="import-progress"),
    path(BATCH + "pause/", imports.pause, name="import-pause"),
    path(BATCH + "resume/", imports.resume, name="import-resume"),
    path(BATCH + "discard/", imports.discard, name="import-discard"),
    path(BATCH + "leave-broken-out/", imports.leave_broken_out, name="import-leave-broken-out"),
    path(BATCH + "confirm/", imports.confirm, name="import-confirm"),
    path(FILE, import_files.file, name="import-file"),
    path(FILE + "columns/", import_files.columns, name="import-columns"),
    path(FILE + "values/", import_files.values, name="import-values"),
    path(FILE + "speakers/", import_files.speakers, name="import-speakers"),
    path(FILE + "leave-out/", import_files.leave_out, name="import-leave-out"),
    path(FILE + "contributions/<int:place>/", import_files.entry, name="import-entry"),
    path(ONE, contributions.contribution, name="contribution"),
    path(ONE + "original/", contributions.original, name="contribution-original"),
    path(ONE + "set-aside/", contributions.set_aside, name="contribution-set-aside"),
    path(ONE + "restore/", contributions.restore, name="contribution-restore"),
    path(ONE + "attribution/", contributions.attribution, name="contribution-attribution"),
    path(ONE + "withdraw/", contributions.withdraw, name="contribution-withdraw"),
    path(ONE + "readers/", contributions.open_to_readers, name="contribution-readers"),
    path(ONE + "translations/", contributions.translation, name="contribution-translation"),
    path("f/<slug:forum>/evidence/", search.evidence, name="evidence"),
    path("f/<slug:forum>/evidence/keep/", search.save, name="search-save"),
    path("f/<slug:forum>/evidence/keep/<int:pk>/remove/", search.forget, name="search-forget"),
    path("f/<slug:forum>/passages/<int:pk>/", passage_page.passage, name="passage"),
    path("f/<slug:forum>/passages/<int:pk>/cut/", passages.cut, name="passage-cut"),
    path("f/<slug:forum>/passages/<int:pk>/split/", passages.split, name="passage-split"),
    path("f/<slug:forum>/passages/<int:pk>/join/", passages.join, name="passage-join"),
    path("f/<slug:forum>/coding/", coding.coding, name="coding"),
    path("f/<slug:forum>/coding/suggest/", coding.suggest, name="coding-suggest"),
    path("f/<slug:forum>/coding/agreement/", agreement.figures, name="coding-agreement"),
    path("f/<slug:forum>/coding/disputes/", agreement.disputes, name="coding-disputes"),
    path("f/<slug:forum>/coding/<int:pk>/", coding.passage, name="coding-passage"),
    path("f/<slug:forum>/coding/<int:pk>/undo/", coding.take_back, name="coding-undo"),
    path("f/<slug:forum>/coding/<int:pk>/set-aside/", coding.put_aside, name="coding-set-aside"),
    path("f/<slug:forum>/coding/<int:pk>/restore/", coding.take_up, name="coding-restore"),
    path("f/<slug:forum>/coding/<int:pk>/adjudicate/", agreement.settle, name="coding-settle"),
    path("f/<slug:forum>/books/", books.books, name="books"),
]
