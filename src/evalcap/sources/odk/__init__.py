"""Exports of KoboToolbox and ODK, read with the form that they were collected with."""
