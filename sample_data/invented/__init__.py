"""Modules that tell and draw the invented college for make_sample.py."""
