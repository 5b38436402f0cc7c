"""Addresses that exist only in demo mode."""

from django.urls import path

from demo import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="demo-sign-in"),
    path("files/<str:name>", views.file, name="demo-file"),
]
