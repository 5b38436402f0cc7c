"""The site's addresses with those of the demo, as in demo mode."""

from django.urls import include, path

from config.urls import handler400, handler403, handler404, handler500  # noqa: F401
from config.urls import urlpatterns as site

urlpatterns = [*site, path("demo/", include("demo.urls"))]
