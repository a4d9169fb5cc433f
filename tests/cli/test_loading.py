"""Commands are read when they are asked for: a server needs none of the others."""

import json
import subprocess
import sys

_ASKED = """
import json, sys
from click.testing import CliRunner
from qrdesk.cli.main import cli
CliRunner().invoke(cli, ["serve", "--help"])
print(json.dumps(sorted(name for name in sys.modules if name.startswith("qrdesk."))))
"""


def test_a_server_reads_no_other_command_and_no_client() -> None:
    asked = subprocess.run([sys.executable, "-c", _ASKED], capture_output=True, text=True, check=True, timeout=60)
    read = set(json.loads(asked.stdout))
    assert "qrdesk.cli.main" in read
    assert read & {"qrdesk.cli.links", "qrdesk.cli.codes", "qrdesk.client", "qrdesk.core.operations"} == set()
