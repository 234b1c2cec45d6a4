"""Tests of the site on a made-up dataset."""
