"""``--json`` on every command: one document on standard output and nothing else, errors as JSON on standard error."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from qrdesk.cli.main import cli
from qrdesk.cli.told import wrong_usage_told

PAGE = "https://example.com/menu"
WITHOUT_JSON = {
    "serve": "runs until it is stopped; its one line is for scripts as it is",
    "mcp": "speaks the protocol of agents, which is JSON, on standard output",
}
# Each command once, in an order in which they work; what stands in {} is kept from an earlier answer.
# A number before a command is the exit code of one that is refused here.
LINES = f"""
    me
    workspace show
    workspace list
    workspace update --name Bakery
    usage
    completion zsh
    desktop
    link create {PAGE} --slug lunch --tag food
    link create {PAGE} --slug late
    link list
    link show lunch
    link update lunch --title Lunch
    link pause lunch
    link resume lunch
    link archive lunch
    link restore lunch
    link alias lunch mittag
    link rules lunch
    link simulate lunch
    link create http://127.0.0.1:1/ --slug near
    link check near
    link reset-hits lunch
    link erase-hits lunch --yes
    link duplicates
    link bulk-create {{tmp}}/links.json
    link bulk-update lunch --add-tag new
    link delete late --yes
    slug check dinner
    folder create Menus
    folder list
    folder show Menus
    folder update Menus --name Cards
    folder delete Cards
    tag create spring
    tag list
    tag show spring
    tag update spring --name summer
    tag delete summer
    view create Mine --search menu
    view list
    view show Mine
    view update Mine --name Ours
    view delete Ours
    preset create Poster --source poster
    preset list
    preset show Poster
    preset update Poster --name Flyer
    preset delete Flyer
    code create lunch --name Table
    code list
    code update {{code}} --name Card
    code rename {{code}} --name Door
    code not-printed {{code}}
    code export lunch -o {{tmp}}/lunch.svg
    code export lunch -o {{tmp}}/lunch.png
    code check {{tmp}}/lunch.png
    1 code check {{tmp}}/logo.png
    code preview lunch --ink #003366
    batch {{tmp}}/list.csv --links --out {{tmp}}/codes.pdf
    code make --type wifi ssid=Lund password=secret123
    code export lunch --parts 2 -o {{tmp}}/part.svg
    code export lunch --preset rounded -o {{tmp}}/ink.svg
    3 code export lunch --preset Nothing -o {{tmp}}/ink.svg
    design save Blue {{tmp}}/blue.json
    design presets
    design import {{tmp}}/styled.json --styling --name Styled
    design show Styled --styling
    design list
    design show Blue
    design import {{tmp}}/blue.json
    design apply Blue {{code}}
    design delete Blue
    code delete {{static}}
    file upload {{tmp}}/logo.png --kind preview
    file list
    file show {{file}}
    file download {{file}} -o {{tmp}}/again.png
    file fetch {{file}} -o {{tmp}}/preview.png
    file delete {{file}}
    domain list
    domain add https://go.example
    domain show localhost:8765
    domain update localhost:8765 --index {PAGE}
    domain verify localhost:8765
    domain default localhost:8765
    domain delete go.example --yes
    key create --name till
    key list
    key show till
    key update till --rename bar
    key rotate bar
    key revoke bar
    invitation create Anna
    invitation list
    invitation show Anna
    invitation revoke Anna
    1 invitation accept {{code_in}}
    member list
    member show {{member}}
    4 member update {{member}} --role admin
    4 member remove {{member}} --yes
    4 member leave --yes
    plan list
    plan save small --links-month 1000
    plan show small
    plan choose small
    plan choose unlimited
    plan delete small
    webhook kinds
    webhook create http://127.0.0.1:1/hooks --name Till
    webhook list
    webhook show Till
    webhook update Till --rename Bar
    webhook pause Bar
    webhook resume Bar
    1 webhook test Bar
    webhook deliveries Bar
    webhook delivery {{delivery}}
    webhook redeliver {{delivery}}
    webhook recover Bar --since 2026-01-01
    webhook replay Bar --since 2026-01-01
    webhook rotate Bar
    webhook delete Bar --yes
    events
    audit list
    audit since
    audit export -o {{tmp}}/audit.csv
    export links -o {{tmp}}/links.csv
    import {{tmp}}/links.csv
    6 move --to http://127.0.0.1:1 --to-key qrd_x
    setup-server {{tmp}}/server --host go.example.com
    stats totals
    stats timeline
    stats top country
    stats leaders
    stats heatmap
    stats misses
    stats link lunch
    stats hits
    stats export -o {{tmp}}/hits.csv
    workspace create Branch --url https://branch.example
    backup create {{tmp}}/backup.zip
    backup show {{tmp}}/backup.zip
    backup schedule daily
    backup restore {{tmp}}/backup.zip --yes
    restore {{tmp}}/backup.zip --yes
    survive {{tmp}}/kit --format worker
    doctor --offline
    config
    secrets rotate --yes
"""


@dataclass
class Told:
    """What each command said, by its words."""

    answers: dict[str, tuple[int, Result]] = field(default_factory=dict[str, tuple[int, Result]])
    known: dict[str, str] = field(default_factory=dict[str, str])


def leaves(command: click.Command = cli, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield each command that does something, by its words."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            one = command.get_command(context, name)
            assert one is not None
            yield from leaves(one, f"{path} {name}".strip())
    else:
        yield path, command


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Every command, run once on one database."""
    folder = tmp_path_factory.mktemp("json")
    Image.new("RGB", (40, 40), "red").save(folder / "logo.png")
    (folder / "blue.json").write_text(json.dumps({"name": "Blue", "design": {"ink": "#003399"}}))
    (folder / "styled.json").write_text(json.dumps({"dotsOptions": {"type": "dots"}, "plugin": 1}))
    (folder / "list.csv").write_text("slug\nlunch\n")
    (folder / "links.json").write_text(json.dumps([{"destination": PAGE, "slug": "bulk"}]))
    found = Told(known={"tmp": str(folder)})
    environ = {"QRDESK_WEBHOOK_ALLOWED_NETWORKS": "127.0.0.0/8", "QRDESK_DATA_DIR": str(folder / "data")}
    for line in LINES.strip().splitlines():
        number, words = _split(line)
        name = next(path for path, _ in leaves() if words == path or words.startswith(f"{path} "))
        sent = shlex.split(words.format(**found.known))
        told = CliRunner().invoke(cli, [*sent, "--json", *_here(name, folder)], env=environ, catch_exceptions=False)
        found.answers[words] = number, told
        _remember(found.known, name, told)
    return found


def _split(line: str) -> tuple[int, str]:
    number, _, rest = line.strip().partition(" ")
    return (int(number), rest) if number.isdecimal() else (0, line.strip())


def _here(name: str, folder: Path) -> list[str]:
    alone = name in {"completion", "desktop", "backup show", "code check", "setup-server"}
    return [] if alone else ["--database", str(folder / "desk.db")]


def _remember(known: dict[str, str], name: str, told: Result) -> None:
    kept = {"code create": "code", "code make": "static", "file upload": "file"}
    answer: Any = json.loads(told.stdout) if is_json(told.stdout) else {}
    if name in kept:
        known[kept[name]] = answer.get("id", "none")
    if name == "webhook deliveries":
        known["delivery"] = answer["data"][0]["id"]
    if name == "me":
        known["member"] = answer["member"]["id"]
    if name == "invitation create":
        known["code_in"] = answer["code"]


def test_every_command_has_json_or_a_reason() -> None:
    bare = [path for path, command in leaves() if not any("--json" in one.opts for one in command.params)]
    assert sorted(bare) == sorted(WITHOUT_JSON)


def test_every_command_is_tried_here() -> None:
    tried = {
        path
        for path, _ in leaves()
        for line in LINES.strip().splitlines()
        if f"{_split(line)[1]} ".startswith(f"{path} ")
    }
    missing = [path for path, _ in leaves() if path not in tried and path not in WITHOUT_JSON]
    assert missing == [], "add a line for each to LINES"


def test_a_command_ends_as_it_should(told: Told) -> None:
    wrong = [
        f"{words}: {one.exit_code} {one.stdout[:300]} {one.stderr[:300]}"
        for words, (number, one) in told.answers.items()
        if one.exit_code != number
    ]
    assert not wrong, "\n".join(wrong)


def test_what_a_command_says_is_one_document(told: Told) -> None:
    wrong = [
        f"{words}: {one.exit_code} {one.stdout[:300]} {one.stderr[:300]}"
        for words, (_, one) in told.answers.items()
        if not (is_json(one.stdout) or (one.stdout == "" and set(json.loads(one.stderr)) == {"error"}))
    ]
    assert not wrong, "\n".join(wrong)
    assert len([one for _, one in told.answers.values() if one.stdout == ""]) > 2


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (["link", "show", "--json"], "name"),
        (["link", "--json"], None),
        (["--json"], None),
        (["stats", "top", "moon", "--json"], "dimension"),
        (["link", "list", "--limit", "many", "--json"], "limit"),
        (["link", "list", "--no-such", "--json"], None),
        (["nonsense", "--json"], None),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_usage_is_one_document_too(words: list[str], field: str | None) -> None:
    said = CliRunner().invoke(cli, words)
    error = json.loads(said.stderr)["error"]
    assert (said.exit_code, said.stdout, error["code"]) == (2, "", "usage")
    assert list(error["field_errors"]) == ([field] if field else [])
    plain = CliRunner().invoke(cli, [one for one in words if one != "--json"] or ["--no-such"])
    assert is_json(plain.stderr) is False


def test_help_is_still_help() -> None:
    said = CliRunner().invoke(cli, ["link", "show", "--help", "--json"])
    assert (said.exit_code, said.stdout.startswith("Usage: ")) == (0, True)
    with pytest.raises(click.UsageError), wrong_usage_told(click.Context(cli), as_json=False):
        raise click.UsageError("no")
