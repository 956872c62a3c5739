"""The files that a host of repositories reads: the citation, the forms for issues, the workflow."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

CHECKOUT = Path(__file__).parents[3]
# The parts of a form on GitHub; each but the first asks for an answer.
ELEMENTS = {"markdown", "textarea", "input", "dropdown", "checkboxes"}


def read(path: str) -> dict[Any, Any]:
    return yaml.safe_load((CHECKOUT / path).read_text(encoding="utf-8"))


def pom(name: str) -> str | None:
    return ElementTree.parse(CHECKOUT / "pom.xml").findtext(f"{{*}}{name}")


def test_citation_says_what_pom_and_notice_say() -> None:
    citation = read("CITATION.cff")
    assert citation["cff-version"] == "1.2.0"
    assert citation["message"]
    assert citation["version"] == pom("version")
    assert citation["license"] == pom("licenses/{*}license/{*}name")
    assert citation["title"].startswith(f"{pom('name')}: ")
    (author,) = citation["authors"]
    notice = (CHECKOUT / "NOTICE").read_text(encoding="utf-8")
    assert author["name"].replace("The ", "the ") in notice


@pytest.mark.parametrize("form", ["bug", "idea"])
def test_form_for_an_issue_has_what_github_asks_for(form: str) -> None:
    page = read(f".github/ISSUE_TEMPLATE/{form}.yml")
    assert set(page) == {"name", "description", "body"}
    assert {part["type"] for part in page["body"]} <= ELEMENTS
    questions = [part for part in page["body"] if part["type"] != "markdown"]
    names = [part["id"] for part in questions]
    assert len(set(names)) == len(names) >= 4
    for part in questions:
        assert part["attributes"]["label"]
        assert part["type"] != "dropdown" or len(part["attributes"]["options"]) >= 2
    assert any(part.get("validations", {}).get("required") for part in questions)


def test_workflow_runs_the_tests_on_linux_and_macos_with_the_oldest_and_the_newest_java() -> None:
    workflow = read(".github/workflows/test.yml")
    # YAML 1.1, which this library reads, takes the word "on" for true.
    assert set(workflow[True]) == {"push", "pull_request"}
    assert workflow["permissions"] == {"contents": "read"}
    (job,) = workflow["jobs"].values()
    assert job["strategy"]["matrix"] == {"os": ["ubuntu-latest", "macos-latest"], "java": [17, 25]}
    assert str(job["strategy"]["matrix"]["java"][0]) == pom("properties/{*}java.version")
    assert job["runs-on"] == "${{ matrix.os }}"
    java = next(step for step in job["steps"] if step.get("uses", "").startswith("actions/setup-java@"))
    assert java["with"]["java-version"] == "${{ matrix.java }}"
    assert job["steps"][-1] == {"run": ".ci/run"}
    assert os.access(CHECKOUT / ".ci/run", os.X_OK)
