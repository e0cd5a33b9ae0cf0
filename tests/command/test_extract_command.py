import json
import subprocess
import sys

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.command.extract import Answer
from geo.toponyms.geoparser import Geoparser
from geo.toponyms.mention import KINDS, USES
from tests.command.running import COMMAND, dateline

FIELDS = ["start", "end", "text", "iso3", "kind", "use", "name", "lat", "lon", "organisation", "confidence", "why"]
SEED = {"id": "s", "text": "Moscow said on Friday that Afghan refugees had left Kabul for the U.S.-led camp."}


def lines(*objects):
    return b"".join(json.dumps(told).encode() + b"\n" for told in objects)


def answers(done):
    return [json.loads(line) for line in done.stdout.split(b"\n")[:-1]]


def test_a_line_is_answered_with_its_mentions():
    (answer,) = answers(dateline("extract", given=lines(SEED)))
    assert list(answer) == ["id", "mentions"]
    for mention in answer["mentions"]:
        assert list(mention) == FIELDS
        assert SEED["text"][mention["start"] : mention["end"]] == mention["text"]
        assert mention["kind"] in KINDS
        assert mention["use"] in USES
        assert 0 <= mention["confidence"] <= 1
    named = {(m["text"], m["iso3"], m["kind"]) for m in answer["mentions"]}
    assert {("Moscow", "RUS", "capital"), ("Afghan", "AFG", "demonym"), ("Kabul", "AFG", "capital")} <= named


def test_other_fields_pass_through_and_known_ones_do_not():
    told = {"id": 7, "text": "Kabul", "title": "t", "date": "2021-08-26", "source": "s", "url": "u"}
    other = {"topic": ["x", {"y": None}], "score": 0.5, "mentions": "theirs", "error": "theirs"}
    (answer,) = answers(dateline("extract", given=lines(told | other)))
    assert answer.keys() == {"id", "mentions", "topic", "score"}
    assert (answer["id"], answer["topic"], answer["score"]) == (7, ["x", {"y": None}], 0.5)
    assert [mention["text"] for mention in answer["mentions"]] == ["Kabul"]


def test_the_text_alone_is_read():
    (answer,) = answers(
        dateline("extract", given=lines({"id": 1, "text": "Nobody.", "title": "Kabul", "source": "Iran"}))
    )
    assert answer["mentions"] == []


def test_every_line_is_answered_in_order_whatever_it_holds():
    good, deep = lines(SEED).rstrip(b"\n"), b'{"id": "deep", "text": "Kabul", "x": ' + b"[" * 900 + b"]" * 900 + b"}"
    given_and_answered = [
        (good, "s", True),
        (b"", None, False),
        (b"  ", None, False),
        (b"nonsense", None, False),
        (b"[1, 2]", None, False),
        (b"null", None, False),
        (b'{"text": "Kabul"}', None, True),
        (b'{"id": "no text"}', "no text", False),
        (b'{"id": "number", "text": 5}', "number", False),
        (b'{"id": "null", "text": null}', "null", False),
        (b'{"id": {"a": [1]}, "text": []}', {"a": [1]}, False),
        (b'{"id": "empty", "text": ""}', "empty", True),
        (b'{"id": "NUL", "text": "Kabul \\u0000 Kabul"}', "NUL", True),
        (b'{"id": "half", "text": "\\ud83d Kabul \\ude00"}', "half", True),
        (b'{"id": "half \\ud83d", "text": 1}', "half \ud83d", False),
        (b'{"id": "long", "text": "' + b"Kabul and " * 100 + b"nobody else. " * 20_000 + b'"}', "long", True),
        (b'{"id": 123456789012345678901234567890, "text": "Kabul"}', 123456789012345678901234567890, True),
        (b'{"id": "nan", "text": "Kabul", "x": NaN}', "nan", True),
        (b"[" * 100_000, None, False),
        (b'{"id": "bytes", "text": "\xff"}', None, False),
        (b'{"id": "return", "text": "Kabul"}\r', "return", True),
        (deep, "deep", True),
        (good, "s", True),
    ]
    given = b"\n".join(line for line, _, _ in given_and_answered)
    done = dateline("extract", given=given, check=1)
    found = answers(done)
    assert [answer["id"] for answer in found] == [identity for _, identity, _ in given_and_answered]
    assert ["mentions" in answer for answer in found] == [right for _, _, right in given_and_answered]
    for number, answer in enumerate(found, start=1):
        assert ("mentions" in answer) != ("error" in answer)
        assert answer.get("error", f"line {number}:").startswith(f"line {number}:")
    by_id = {str(answer["id"]): answer for answer in found}
    assert [m["start"] for m in by_id["NUL"]["mentions"]] == [0, 8]
    assert [m["start"] for m in by_id["half"]["mentions"]] == [2]
    assert len(by_id["long"]["mentions"]) == 100
    assert done.stderr == b""


def test_files_and_standard_input_one_after_the_other(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.jsonl").write_bytes(b"\xef\xbb\xbf" + lines(SEED | {"id": name}).rstrip(b"\n"))
    done = dateline("extract", tmp_path / "a.jsonl", "-", tmp_path / "b.jsonl", given=lines(SEED))
    assert [answer["id"] for answer in answers(done)] == ["a", "s", "b"]


def test_nothing_in_nothing_out():
    assert dateline("extract").stdout == b""


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    done = dateline("extract", tmp_path / "none.jsonl", check=2)
    assert b"none.jsonl" in done.stderr
    assert dateline("extract", "--min-confidence", "2", check=2).stdout == b""


def test_min_confidence_cuts():
    (everything,) = answers(dateline("extract", given=lines(SEED)))
    sure = sorted(mention["confidence"] for mention in everything["mentions"])
    cut = sure[len(sure) // 2]
    (answer,) = answers(dateline("extract", "--min-confidence", cut, given=lines(SEED)))
    assert answer["mentions"] == [m for m in everything["mentions"] if m["confidence"] >= cut]
    assert len(answer["mentions"]) > 0


def test_a_reader_who_has_seen_enough_hears_no_complaint():
    enough = subprocess.run(
        f"yes '{json.dumps(SEED)}' | head -20000 | {COMMAND} extract | head -1", shell=True, capture_output=True
    )
    assert len(enough.stdout.splitlines()) == 1
    assert enough.stderr == b""


def test_an_answer_comes_before_the_next_question():
    with subprocess.Popen([COMMAND, "extract"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as talking:
        for number in range(3):
            talking.stdin.write(lines(SEED | {"id": number}))
            talking.stdin.flush()
            assert json.loads(talking.stdout.readline())["id"] == number
        talking.stdin.close()
        assert talking.wait() == 0


def test_extract_loads_nothing_heavy():
    script = (
        "import sys; from geo.command.extract import Answer; from geo.toponyms.geoparser import Geoparser\n"
        'Answer(Geoparser.load())(b\'{"text": "Kabul"}\')\n'
        "print(*({module.partition('.')[0] for module in sys.modules} & set(sys.argv[1:])))"
    )
    heavy = ["spacy", "pandas", "geopandas", "duckdb", "streamlit", "pyarrow", "deltalake", "plotly"]
    done = subprocess.run([sys.executable, "-c", script, *heavy], capture_output=True, check=True, text=True)
    assert done.stdout.split() == []


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.dictionaries(st.text(), st.text() | st.integers() | st.none()).map(lines))
def test_any_line_gets_one_line(line):
    answer = Answer(Geoparser.load())(line.replace(b"\n", b" "))
    assert answer.endswith(b"\n")
    assert answer.count(b"\n") == 1
    assert {"mentions", "error"} & json.loads(answer).keys()
