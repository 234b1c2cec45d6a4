"""The commands: exit codes, one clear sentence for bad input, help with an example, docs that are true."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import weighbridge.commands
from tests.core.support import TOY_TOML, commands, toy_data
from weighbridge.cli import MODULES, main

ROOT = Path(__file__).parents[2]
COMMANDS = commands()


def run(*words: str, stdin: str | None = None) -> tuple[int, str]:
    """Exit code and output of a command."""
    result = CliRunner().invoke(main, list(words), input=stdin)
    return result.exit_code, result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example(name: str) -> None:
    code, output = run(name, "--help")
    assert code == 0
    assert f"weighbridge {name}" in output.partition("Example:")[2]


def test_the_readme_names_every_command_and_no_other() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `weighbridge ([a-z-]+)", text, flags=re.MULTILINE))
    assert named == set(COMMANDS)


def test_options_that_the_docs_name_exist() -> None:
    known = {option for command in COMMANDS.values() for p in command.params for option in p.opts} | {"--help"}
    for path in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"):
        for line in re.findall(r"`weighbridge [^`]+`", (ROOT / path).read_text(encoding="utf-8")):
            assert set(re.findall(r"--[a-z-]+", line)) <= known, line


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["refresh", "no-such-source"], 2, "there is no source 'no-such-source'"),
        (["refresh", "--as-of", "2026-07-10"], 2, "--as-of needs --replay"),
        (["build", "--as-of", "July"], 2, "'July' is not a date like 2026-07-10"),
        (["resolve"], 2, "give a name"),
        (["nonsense"], 2, "No such command"),
        (["check", "--data", "/nowhere-at-all"], 1, "vocabulary.toml"),
        (["refresh", "--replay", "/nowhere-at-all"], 2, "does not exist"),
    ],
)
def test_bad_words_are_answered_with_a_sentence(words: list[str], code: int, sentence: str) -> None:
    met, output = run(*words)
    assert met == code, output
    assert sentence in output
    assert "Traceback" not in output


def test_resolve_reads_and_writes_json_lines(tmp_path: Path) -> None:
    data = str(toy_data(tmp_path))
    names = '{"source":"x","name":"Acme/Anvil-8B-FP8"}\n\n{"source":"x","name":"nobody"}\n'
    code, output = run("resolve", "--json", "-", "--data", data, stdin=names)
    assert code == 0
    first, second = [json.loads(line) for line in output.splitlines()]
    assert (first["model"], first["variant"]) == ("acme/anvil-8b", {"precision": "fp8"})
    assert second["model"] is None
    assert second["rule"].startswith("unresolved")


@pytest.mark.parametrize("line", ["{", "[]", '{"name": 5}', '{"source": "x"}'])
def test_resolve_names_the_line_that_it_cannot_read(tmp_path: Path, line: str) -> None:
    code, output = run("resolve", "-", "--data", str(toy_data(tmp_path)), stdin=f'{{"name":"a"}}\n{line}\n')
    assert code == 1
    assert "line 2 of the input" in output


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        (
            "models/acme/anvil-8b.toml",
            TOY_TOML["models/acme/anvil-8b.toml"].replace('"acme"', '"nobody"'),
            "'nobody' is not in",
        ),
        ("models/acme/hammer.toml", 'name = "Anvil 8b"\ndeveloper = "acme"\n', "is also a spelling of"),
        ("aliases/any.toml", '[[alias]]\nname = "x"\nmodel = "a/b"\nreason = "r"\n', "which is not in the registry"),
        (
            "aliases/nowhere.toml",
            '[[alias]]\nname = "x"\nmodel = "acme/anvil-8b"\nreason = "r"\n',
            "no source 'nowhere'",
        ),
    ],
)
def test_check_finds_what_is_wrong(tmp_path: Path, file: str, text: str, words: str) -> None:
    code, output = run("check", "--data", str(toy_data(tmp_path, {**TOY_TOML, file: text})))
    assert code == 1
    assert words in output
    assert Path(file).stem in output


def test_a_scaffolded_source_runs_and_its_test_fails(tmp_path: Path) -> None:
    words = ["new-source", "my-bench", "--url", "https://example.org/a.json", "--into", str(tmp_path)]
    code, output = run(*words)
    assert code == 0
    written = [Path(line) for line in output.splitlines()]
    assert [p.name for p in written] == ["my_bench.py", "my-bench.toml", "main.json", "test_my_bench.py"]
    for path in written:
        if path.suffix == ".py":
            compile(path.read_text(), str(path), "exec")
    again, output = run(*words)
    assert (again, "is there already" in output) == (1, True)


def test_every_command_of_every_module_is_offered() -> None:
    names = [module.name for module in pkgutil.iter_modules(weighbridge.commands.__path__) if module.name != "options"]
    modules = {name: importlib.import_module(f"weighbridge.commands.{name}") for name in names}
    assert {command.name: name for name, module in modules.items() for command in module.COMMANDS} == MODULES


def test_a_command_imports_only_what_it_needs() -> None:
    code = "import sys; from weighbridge.cli import main; main.get_command(None, 'refresh'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert not {"scipy", "pyarrow", "jinja2"} & set(done.stdout.split())


def test_every_option_has_a_help_text() -> None:
    for name, command in COMMANDS.items():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help or parameter.name in ("out", "port"), f"{name} {parameter.opts}"


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## Dependencies")[2]
    reasons = {
        name.strip() for row in re.findall(r"^\| ([a-z0-9, _-]+) \|", text, re.MULTILINE) for name in row.split(",")
    }
    assert {re.split(r"[><=]", line)[0] for line in project["dependencies"]} == reasons - {"package"}


def test_a_tree_that_cannot_be_copied_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = [("site/a.css", "public/a.css", "[Errno 28] No space left on device"), ("site/b.js", "public/b.js", "same")]

    def full(*_: object, **__: object) -> None:
        raise shutil.Error(lost)

    monkeypatch.setattr("weighbridge.commands.publishing.build", full)
    found = CliRunner().invoke(main, ["build", "--data", str(tmp_path)])
    assert found.exit_code == 1
    assert found.output == "Error: site/a.css: [Errno 28] No space left on device (and 1 more)\n"
