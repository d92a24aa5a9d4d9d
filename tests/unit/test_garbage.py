"""Pausing the search for garbage."""

from __future__ import annotations

import gc

import pytest

from pipelines.garbage import nothing_collected


def test_nothing_is_collected_inside_and_afterwards_as_before() -> None:
    with nothing_collected():
        assert not gc.isenabled()
        with nothing_collected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_a_failure() -> None:
    with pytest.raises(ValueError, match="load"), nothing_collected():
        raise ValueError("load")
    assert gc.isenabled()
