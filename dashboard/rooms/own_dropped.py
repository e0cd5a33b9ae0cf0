"""Files that are dropped on the page: read, reported, shown with the whole dashboard, and added if the reader asks."""

from functools import cache
from typing import Any

import streamlit as st

from dashboard.archive import Archive, open_archive
from dashboard.asked import asked
from dashboard.own_build import OwnBuild, Progress
from dashboard.own_files import MOST_BYTES, OwnFiles, TooMuchError
from dashboard.rooms import world
from dashboard.rooms.own_report import report
from dashboard.safe import plain
from dashboard.searching import searchable
from dashboard.take_away import take_away
from dashboard.view import View
from dashboard.wording import counted, number
from dashboard.writing import NOT_ALLOWED, may_write
from geo.articles.dispatch import FORMATS, PACKED
from geo.atlas.selection import Selection

_MEGABYTES = 100  # of one file; `maxUploadSize` in .streamlit/config.toml is the same
_HELD, _WRONG, _TURN = "own_files_held", "own_files_wrong", "own_files_turn"
_EVERY = 0.5  # seconds between two looks at how far it is


# Streamlit marks the zone that files are dropped on as decoration although it has a name and the keyboard reaches it:
# a screen reader would pass over it.
_ZONE = """
export default function () {
  const mend = () => {
    for (const zone of document.querySelectorAll('[data-testid="stFileUploaderDropzone"][role="presentation"]')) {
      zone.setAttribute("role", "group");
    }
  };
  const watch = new MutationObserver(mend);
  watch.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["role"] });
  mend();
  return () => watch.disconnect();
}
"""


@cache
def _spoken_zone() -> Any:
    """What mends the zone; registered once, since Streamlit warns of a name that is registered again."""
    return st.components.v2.component("dateline_own_zone", js=_ZONE)


@st.cache_resource(scope="session", show_spinner=False, on_release=OwnFiles.close)
def _files() -> OwnFiles:
    """This session's files; they go when it ends."""
    return OwnFiles(lambda: open_archive().added_organisations)


def held() -> OwnFiles | None:
    """This session's files, if any were dropped."""
    return _files() if st.session_state.get(_HELD) else None


def own_dropped(view: View) -> None:
    """Where files are dropped and, once there are some, what came of them."""
    files = held()
    with st.container(key="own_drop"):
        st.file_uploader(
            "Your files",
            type=[suffix[1:] for suffix in (*FORMATS, *PACKED)],
            accept_multiple_files=True,
            max_upload_size=_MEGABYTES,
            key=_uploader(),
            on_change=_take,
            disabled=bool(files and files.busy),
        )
        _spoken_zone()(key="own_zone", height="content")
        st.html(
            f'<p class="own-note">Text, Markdown, saved pages, CSV, JSON, Parquet, feeds, WARC, in .zip or .gz too;'
            f" {_MEGABYTES} MB a file and {MOST_BYTES // 1_000_000} MB in all. They are read in a temporary folder of"
            " this session, which is gone when you leave. Nothing is added to the atlas unless you ask.</p>"
        )
    if wrong := st.session_state.get(_WRONG):
        st.html(f'<div class="notice" role="alert"><p>{plain(wrong)}</p></div>')
    if files:
        _shown(files, view)


def _uploader() -> str:
    """The uploader's key: another one empties it, and frees the memory that its files are held in."""
    return f"own_uploaded_{st.session_state.get(_TURN, 0)}"


def _take() -> None:
    uploaded = st.session_state[_uploader()]
    st.session_state.pop(_WRONG, None)
    if not uploaded:
        return
    st.session_state[_HELD] = True
    files = _files()
    try:
        files.take(uploaded)
    except TooMuchError as reason:
        st.session_state[_WRONG] = str(reason)
    if files.names:
        files.read(files.order, files.text)
    else:
        _forget()
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _forget() -> None:
    _files.clear()
    st.session_state.pop(_HELD, None)


def _shown(files: OwnFiles, view: View) -> None:
    busy = next((build for build in (files.reading, files.adding) if build and not build.done), None)
    if busy:
        _watch(files, busy)
        return
    build = files.reading
    if build is None:
        return
    with st.container(key="own_report"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(f'<h2 class="section">{_title(files)}</h2>', width="content")
            st.button("Forget them", key="own_files_forget", on_click=_forget, type="tertiary")
        if build.stopped:
            st.html('<p class="own-said" role="status">Reading was stopped; nothing of it is kept.</p>')
            st.button("Read them again", key="own_files_again", on_click=files.read)
        elif build.error:
            st.html(f'<div class="notice" role="alert"><p>{plain(build.error)}</p></div>')
        elif build.counts:
            report(files, build.counts)
    if files.archive:
        _figures(files, files.archive, view)


def _title(files: OwnFiles) -> str:
    names = files.names
    return plain(names[0]) if len(names) == 1 else counted(len(names), "file")


def _figures(files: OwnFiles, archive: Archive, view: View) -> None:
    """The dashboard over the files alone."""
    everything = archive.atlas.totals(Selection())
    if not everything.articles:
        return
    with st.container(key="own_ways", horizontal=True, vertical_alignment="center", gap="small"):
        _adding(files)
        take_away(archive, view)
    if searchable(archive, view):
        asked(archive, view, everything)
        world.draw(archive, view)


def _adding(files: OwnFiles) -> None:
    done = files.adding
    if done and done.counts:
        st.html(f'<p class="own-said" role="status">{_added(done.counts)}</p>', width="content")
        return
    if done and (done.error or done.stopped):
        why = done.error or "Adding was stopped; what had been added whole stays, and adding again goes on from there."
        st.html(f'<p class="own-said" role="alert">{plain(_spoken(why))}</p>', width="content")
    if may_write():
        st.button("Add to the atlas", key="own_files_add", on_click=_add, type="secondary")
    else:
        st.html(f'<p class="own-note">{plain(NOT_ALLOWED)}</p>', width="content")


def _add() -> None:
    files = held()
    if files and may_write():
        files.add_to(open_archive().atlas.path)


def _spoken(reason: str) -> str:
    """A build's reason without the path of the atlas, which is nobody's business on the web."""
    return reason.replace(f" to {open_archive().atlas.path.resolve()}", "").replace(
        f" at {open_archive().atlas.path}", ""
    )


def _added(counts: dict[str, Any]) -> str:
    told = ", ".join(f"{number(counts[what])} {what}" for what in ("added", "replaced", "unchanged", "refused"))
    return f"In the atlas, which is now at edition {counts['edition']}: {told}."


def _watch(files: OwnFiles, build: OwnBuild) -> None:
    """How far it is, looked at again and again without drawing the rest of the page."""

    @st.fragment(run_every=_EVERY)
    def watch() -> None:
        if build.done:
            st.rerun()
        with st.container(key="own_progress"):
            what = "Adding to the atlas" if build is files.adding else "Reading"
            part = build.progress.part
            st.progress(part or 0.0, text=f"{what}: {how_far(build.progress, build.waiting)}")
            st.button("Stop", key="own_files_stop", on_click=build.stop)

    watch()


def how_far(progress: Progress, waiting: bool) -> str:
    """How far it is, in words: articles, how many a second, and the time left where it can be told."""
    if waiting:
        return "waiting for other readers’ files to be read first"
    if not progress.articles:
        return "beginning …"
    a_second = progress.articles / progress.seconds
    told = f"{counted(progress.articles, 'article')}, {number(round(a_second))} a second"
    if progress.part is not None and progress.part >= 1:
        return f"{told}; putting them together …"
    if not progress.part:
        return told
    left = progress.seconds * (1 - progress.part) / progress.part
    return f"{told}, {f'{left / 60:.0f} minutes' if left > 90 else f'{left:.0f} seconds'} left"
