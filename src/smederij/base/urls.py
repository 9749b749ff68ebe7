"""Addresses of the bricks: pictures."""

from django.urls import path

from smederij.base import views

urlpatterns = [path("beeld/<slug:name>-<int:width>.webp", views.picture, name="picture")]
