"""Measurements. Nothing of this runs in the tests."""
