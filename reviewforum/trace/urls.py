"""Addresses."""

from django.urls import path

from reviewforum.trace.views import receipt, sentence

urlpatterns = [
    path("receipt/", receipt.receipt, name="receipt"),
    path("receipt/level/", receipt.lower, name="receipt-level"),
    path("receipt/withdraw/", receipt.take_back, name="receipt-withdraw"),
    path("receipt/<slug:code>/", receipt.receipt_by_link, name="receipt-link"),
    path(
        "f/<slug:forum>/reports/<slug:report>/sentences/<slug:key>/",
        sentence.sentence,
        name="sentence",
    ),
]
