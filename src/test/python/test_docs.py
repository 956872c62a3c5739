"""The pages' links lead somewhere, and the tests that they name exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("datasets/*.md")])
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)\s#]+)(?:#[^)\s]*)?(?:\s+\"([^\"]*)\")?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page):
    broken = [target for target, _ in LINK.findall(page.read_text("utf-8")) if not (page.parent / target).exists()]
    assert not broken


def test_features_name_tests_that_exist():
    page = ROOT / "docs" / "features.md"
    named = [(target, title) for target, title in LINK.findall(page.read_text("utf-8")) if title]
    missing = [f"{target} {title}" for target, title in named if title not in (page.parent / target).read_text("utf-8")]
    assert len(named) > 50
    assert not missing
    assert "TODO" not in page.read_text("utf-8")
