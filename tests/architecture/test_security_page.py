"""Each promise of the manual's page about security has its proof: tests that are there, and the program's numbers."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from qrdesk.core import resources
from qrdesk.core.surface import MAX_BODY_BYTES, MAX_UPLOAD_BYTES
from qrdesk.daemon import pacing, parsing, server, unlocking

ROOT = Path(__file__).resolve().parents[2]
# In the order of the page: a word of the promise, and the tests that fail when it does not hold.
_LISTED = """
SHA-256
    daemon/test_auth.py::test_a_key_is_never_kept
    daemon/test_auth.py::test_a_typo_in_a_key_is_noticed_without_asking_the_database
in an address
    daemon/test_auth.py::test_a_key_in_the_address_does_not_count
revoked
    daemon/test_auth.py::test_a_key_that_has_expired_or_was_revoked_is_told_so
    core/services/test_keys.py::test_a_change_of_a_key_holds_from_its_next_request_on
    core/services/test_keys.py::test_a_key_opens_from_its_networks_alone
60 times
    daemon/test_pacing.py::test_whoever_has_no_good_key_is_limited_by_network_and_nobody_else_is
argon2id
    daemon/test_slow_tries.py::test_five_wrong_passwords_a_minute_are_the_most
    daemon/test_slow_tries.py::test_many_visitors_together_may_not_try_without_end_either
    daemon/test_slow_tries.py::test_nothing_is_hashed_for_whoever_has_to_wait
log of what was done
    core/services/test_audit.py::test_no_secret_is_ever_written_down
scope
    daemon/test_api_table.py::test_every_row_opens_to_a_key_with_just_its_scope
    hostile/test_shut_doors.py::test_a_role_that_may_not_is_told_so_before_anything_is_looked_at
another workspace
    hostile/test_shut_doors.py::test_what_is_another_workspaces_is_looked_for_and_answered_like_what_is_not_there
more than itself
    core/services/test_keys_over_keys.py::test_a_key_makes_no_freer_one
    core/services/test_keys_over_keys.py::test_a_key_makes_no_other_freer
    core/services/test_keys.py::test_a_key_never_reaches_further_than_whoever_makes_or_changes_it
audit log
    core/services/test_audit.py::test_entries_are_never_changed
    core/services/test_audit.py::test_every_row_that_writes_is_in_the_log_and_no_other
Fernet
    core/test_rotating.py::test_every_column_whose_name_speaks_of_a_secret_is_marked_as_sealed
    core/test_secrets.py::test_a_sealed_secret_opens_with_its_own_key_only
keyring
    core/test_secrets.py::test_a_key_is_made_once_and_is_private
    core/test_secrets.py::test_a_key_that_is_gone_is_not_made_anew
    core/test_secrets.py::test_a_new_key_goes_into_the_keyring_when_asked_to
a byte of it
    core/test_backup.py::test_it_is_for_its_owner_alone_also_unpacked
    core/test_backup_refused.py::test_whatever_bytes_are_changed_it_is_refused_or_says_the_same
    core/test_backup.py::test_with_the_secret_key_it_opens_by_itself_and_says_so_loudly
address of a visitor
    daemon/test_privacy.py::test_no_file_holds_who_came_once_the_scan_is_counted
look-alike
    core/test_destinations.py::test_a_hidden_or_broken_address_is_refused_in_words
    core/test_destinations.py::test_a_name_of_two_alphabets_that_look_alike_is_refused_unless_it_is_meant
    core/test_destinations.py::test_whatever_is_typed_is_kept_in_ascii_for_good_or_refused
Certificates
    core/services/test_domain_proofs.py::test_a_new_domain_says_what_to_do_and_answers_nobody
    daemon/test_behind_proxies.py::test_the_folder_for_a_server_serves_https_at_once_and_other_domains_once_verified
QRDESK_BLOCKLIST
    core/services/test_blocklist.py::test_a_listed_link_is_suspended_and_released_when_it_is_listed_no_longer
no script
    daemon/test_redirect_pages.py::test_the_policy_allows_the_style_of_the_page_and_nothing_else
    daemon/test_redirect_pages.py::test_what_is_put_into_a_page_is_escaped
however an address is spelled
    core/net/test_courier.py::test_no_spelling_reaches_what_is_private
    core/net/test_guard.py::test_no_spelling_reaches_what_is_private
    core/net/test_networks.py::test_what_the_operator_allows_is_in_reach_and_nothing_beside_it
connected to
    core/net/test_courier.py::test_a_name_is_looked_up_once_so_that_it_cannot_change_its_mind
    core/net/test_courier.py::test_nothing_of_the_environment_is_used
Redirects
    core/net/test_courier.py::test_a_redirect_is_an_answer_and_not_followed
    core/net/test_guard.py::test_redirects_are_followed_five_times_and_no_more
drips
    core/net/test_courier_hostile.py::test_no_hostile_receiver_is_believed_or_holds_anything_for_longer_than_the_deadline
signed
    core/webhooks/test_signing.py::test_nothing_is_sent_unsigned
    core/webhooks/test_signing.py::test_official_verifiers_accept_a_timestamp_of_a_moment_ago_and_refuse_one_of_301_seconds
smuggled
    daemon/test_server.py::test_an_ambiguous_length_is_refused_and_what_follows_is_never_read
    daemon/test_granian_server.py::test_an_ambiguous_length_is_refused_and_what_follows_is_never_read
    daemon/test_granian_server.py::test_of_two_lengths_the_chunks_count_and_what_follows_is_never_read
    daemon/test_smuggling.py::test_what_might_be_read_in_two_ways_is_refused_and_nothing_behind_it_is_read
    daemon/test_smuggling.py::test_behind_a_length_and_chunks_nothing_is_read
    daemon/test_smuggling.py::test_one_request_is_one_and_the_next_one_is_itself
    daemon/test_smuggling_behind.py::test_each_answer_is_that_of_its_request_and_nobody_elses
15 seconds
    daemon/test_server.py::test_a_request_that_drips_in_is_cut_off_though_its_connection_is_busy
    daemon/test_server.py::test_in_a_crowd_the_longest_silent_make_room_for_the_next_visitor
    daemon/test_granian_server.py::test_a_request_that_drips_in_is_cut_off_though_its_connection_is_busy
    daemon/test_granian_server.py::test_a_crowd_that_drips_keeps_nobody_out
    daemon/test_slowloris.py::test_visitors_are_answered_and_each_dripper_is_cut_off
32 KiB
    daemon/test_server.py::test_a_body_over_the_limit_is_refused_before_it_is_read
    daemon/test_server.py::test_too_large_a_file_is_told_how_large_it_may_be
    daemon/test_server.py::test_headers_over_the_limit_are_refused
    daemon/test_granian_server.py::test_a_body_over_the_limit_is_refused
    daemon/test_granian_server.py::test_too_large_a_file_is_told_how_large_it_may_be_and_one_without_a_key_that_it_needs_one
    daemon/test_granian_server.py::test_headers_over_the_limit_are_refused
X-Forwarded-For
    daemon/test_server.py::test_forwarded_headers_of_strangers_are_dropped
    daemon/test_granian_server.py::test_forwarded_headers_of_strangers_are_dropped
    daemon/test_granian_server.py::test_the_trusted_proxy_is_believed_when_it_forwards_an_address
    daemon/test_behind_proxies.py::test_the_visitors_address_comes_through_and_no_header_makes_another_one
    daemon/test_behind_proxies.py::test_visitors_do_not_choose_their_country
    daemon/test_behind_proxies.py::test_the_scheme_and_the_name_come_through_and_nobody_else_says_them
host that is not ours
    hostile/test_wire.py::test_a_host_that_is_not_ours_stands_in_no_answer
    hostile/test_wire.py::test_what_is_no_request_is_refused_and_does_nothing
unpack
    core/pictures/test_raster.py::test_nothing_is_left_of_what_came_along
    core/pictures/test_vector.py::test_only_elements_and_attributes_of_the_list_are_left
    core/pictures/test_raster.py::test_a_picture_of_too_many_pixels_is_never_unpacked
formula
    core/services/test_audit_log.py::test_the_log_as_csv_starts_no_formula
    client/test_exporting.py::test_no_cell_starts_a_formula
    daemon/test_streams.py::test_a_table_comes_whole_and_starts_no_formula
Each library
    packaging/test_audit.py::test_nothing_that_we_use_is_unbound_or_under_a_licence_that_nobody_looked_at
    architecture/test_no_secrets.py::test_nothing_in_the_checkout_looks_like_a_secret
    hostile/test_cells.py::test_no_cell_of_the_audit_log_is_a_formula_and_each_is_whole
"""
PROOFS = [
    (one.splitlines()[0], tuple(proof.strip() for proof in one.splitlines()[1:]))
    for one in re.split(r"\n(?! )", _LISTED.strip())
]


def promises(language: str) -> list[str]:
    """Return the lines of the list under the second heading, each in one line."""
    text = resources.read_text(f"manual/{language}/security.md")
    (part,) = re.findall(r"^## (?:What QRDesk does|Was QRDesk tut)$(.*?)^## ", text, re.DOTALL | re.MULTILINE)
    return [" ".join(one.split()) for one in re.findall(r"^- (.*?)(?=\n- |\n\n)", part, re.DOTALL | re.MULTILINE)]


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    return frozenset(one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))


def test_every_promise_is_proved_and_nothing_else_is() -> None:
    said = promises("en")
    assert len(said) == len(promises("de")) == len(PROOFS)
    assert [word for (word, _), line in zip(PROOFS, said, strict=True) if word not in line] == []


@pytest.mark.parametrize(("word", "proofs"), PROOFS, ids=[word for word, _ in PROOFS])
def test_what_proves_it_is_there(word: str, proofs: tuple[str, ...]) -> None:
    assert word
    for proof in proofs:
        file, _, name = proof.partition("::")
        assert name in names_in(file), proof


def test_the_numbers_are_those_of_the_program() -> None:
    text = " ".join(promises("en"))
    found = (
        f"{pacing.STRANGERS.quotas[0].most} times a minute",
        f"{unlocking.PER_VISITOR} wrong ones a minute, and all together {unlocking.PER_LINK} for each link",
        f"whole after {server.REQUEST_DEADLINE_S:.0f} seconds",
        f"up to {MAX_BODY_BYTES >> 20} MiB, files up to {MAX_UPLOAD_BYTES >> 20} MiB",
        f"headers up to {parsing.HEADER_BYTES >> 10} KiB",
    )
    assert [one for one in found if one not in text] == []
