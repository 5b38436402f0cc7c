"""The site's addresses: one include an app, in the order of the process."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("reviewforum.common.urls")),
    path("", include("reviewforum.forums.urls")),
    path("", include("reviewforum.frameworks.urls")),
    path("", include("reviewforum.evidence.urls")),
    path("", include("reviewforum.outcomes.urls")),
    path("", include("reviewforum.trace.urls")),
    path("account/", include("reviewforum.people.urls")),
    path("account/", include("allauth.urls")),
]
if settings.DEMO_MODE:
    urlpatterns.append(path("demo/", include("demo.urls")))
handler400 = "reviewforum.common.views.bad_request"
handler403 = "reviewforum.common.views.refused"
handler404 = "reviewforum.common.views.not_found"
handler500 = "reviewforum.common.views.failed"
