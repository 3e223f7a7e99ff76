"""The edge to the terminal: ``python -m scripts build | check | review | export``."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path

from scripts import __version__, fingerprint, report
from scripts.cache import Cache, Memory
from scripts.files import CURATION, DUMPS, TAXONOMY, read_inputs
from scripts.kept import Kept
from scripts.model import InputError, Library, Problem, Severity, StageReport
from scripts.progress import Progress
from scripts.publish import refuse_foreign, replacing, write_atomically

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 1 input or configuration cannot be used, 2 usage."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        print(end="", flush=True)
    except InputError as error:
        for problem in error.problems:
            _say(f"{problem.severity}: {problem}")
        with suppress(InputError):  # the report may be what cannot be written
            _write_report(options, report.failure_json(error.problems))
        return 1
    except KeyboardInterrupt:
        _say("stopped; nothing was changed")
        return 130
    except BrokenPipeError:  # `... | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def build(options: argparse.Namespace) -> int:
    """Builds the site beside the old one and puts it in its place.

    Where nothing has changed since the site was made, it stays and only its report is
    given again.
    """
    cache, site, inputs = Cache.of(ROOT), options.site_dir.resolve(), _inputs_digest(options)
    known = cache.load(f"site {site}")
    if known and inputs and _stands(site, inputs, known.get("made")):
        _say_all([Problem(*values) for values in known["problems"]])
        _write_report(options, known["report"])
        _say(f"{known['articles']} articles in {options.site_dir}: nothing has changed")
        return 0
    library, text, digest = _build(options, cache)
    if inputs and inputs == _inputs_digest(options):
        made = [inputs, digest]
        problems = [astuple(problem) for problem in library.problems]
        known = {"made": made, "report": text, "problems": problems}
        cache.save(f"site {site}", {**known, "articles": len(library.entries)})
    return 0


def _stands(site: Path, inputs: str, made: list[str] | None) -> bool:
    """Whether ``site`` is the one ``made`` of these inputs; only then is it gone through."""
    if made is None or made[0] != inputs:
        return False
    standing = fingerprint.of_site(site)
    return standing is not None and standing.digest == made[1]


def _build(options: argparse.Namespace, cache: Cache) -> tuple[Library, str, str]:
    """Makes the site, of the old one's pages where they would be the same.

    Gives the library, the report and the digest of the site (empty where it has none).
    """
    refuse_foreign(options.site_dir.resolve())
    progress = Progress(time.perf_counter, _tell)
    understood = library, _ = _library(options, progress)
    _say_all(library.problems)
    start = time.perf_counter()
    site, make = options.site_dir.resolve(), _make_digest(options)
    kept = Kept.of(str(site), make, cache.load(f"pages {site}"))
    with replacing(options.site_dir) as staging:
        kept = _mkdocs(understood, staging, kept)
    if make and make == _make_digest(options):
        cache.save(f"pages {site}", kept.told())
    files, digest = fingerprint.of_site(site) or (0, "")
    progress.add("render", files, time.perf_counter() - start)
    text = report.as_json(library, tuple(progress.stages[len(library.stages) :]))
    _write_report(options, text)
    _say(f"{len(library.entries)} articles in {options.site_dir}")
    return library, text, digest


def _inputs_digest(options: argparse.Namespace) -> str | None:
    """What a build would be made from, its options included; see :mod:`scripts.fingerprint`."""
    named = [options.dumps, options.taxonomy or TAXONOMY]
    if options.curation or CURATION.exists():
        named.append(options.curation or CURATION)
    return fingerprint.of_inputs(ROOT, named)


def _make_digest(options: argparse.Namespace) -> str | None:
    """What makes a page of what it says: code, templates, packages, and the taxonomy."""
    return fingerprint.of_inputs(ROOT, [options.taxonomy or TAXONOMY])


def check(options: argparse.Namespace) -> int:
    """Reads and judges everything, prints the ledger, writes no site."""
    library, _ = _library(options, Progress(time.perf_counter, _tell))
    for line in report.ledger(library):
        print(line)
    _say_all(library.problems)
    _write_report(options, report.as_json(library))
    return 0


def review(options: argparse.Namespace) -> int:
    """Prints the worklist as YAML."""
    from scripts.review import render_review

    sys.stdout.write(render_review(_library(options, Progress())[0]))
    return 0


def export_library(options: argparse.Namespace) -> int:
    """Writes the articles in another form."""
    from scripts import export

    library, _ = _library(options, Progress())
    if options.format == "markdown":
        target = options.output or Path("export")
        with replacing(target) as staging:
            for name, content in export.markdown(library):
                path = staging / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8", newline="\n")
        _say(f"{len(library.entries)} articles in {target}")
        return 0
    content = export.jsonl(library) if options.format == "jsonl" else export.csv(library)
    if options.output is None:
        sys.stdout.buffer.write(content.encode())
        sys.stdout.buffer.flush()
    else:
        write_atomically(options.output, content.encode())
    return 0


def _library(options: argparse.Namespace, progress: Progress) -> tuple[Library, Memory]:
    # Imported here: a site that stays as it is needs none of it.
    from scripts.remembering import library_of
    from scripts.segment import background_idf

    inputs = read_inputs(options.dumps, options.curation, options.taxonomy)
    understood = library_of(ROOT, inputs, progress)
    background_idf.cache_clear()  # 60 MB that rendering has no use for
    return understood


def _mkdocs(understood: tuple[Library, Memory], site_dir: Path, kept: Kept | None = None) -> Kept:
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    logging.getLogger("mkdocs").addHandler(_quiet_handler())
    try:
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site_dir))
        config.extra.update(understood=understood, kept=kept)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
        made: Kept = config.extra["kept"]
    except (Abort, ConfigurationError) as error:
        problem = Problem(Severity.ERROR, "mkdocs.yml", 0, f"MkDocs cannot build: {error}")
        raise InputError(problem) from error
    return made


def _quiet_handler() -> logging.Handler:
    """MkDocs' own warnings and errors, without its progress: ours tells more."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("mkdocs: %(message)s"))
    return handler


def _write_report(options: argparse.Namespace, text: str) -> None:
    path = getattr(options, "report", None)
    if path is not None:
        write_atomically(path, text.encode())


def _say_all(problems: Sequence[Problem]) -> None:
    for problem in report.worst_first(problems):
        _say(f"{problem.severity}: {problem}")


def _tell(stage: StageReport) -> None:
    _say(f"  {stage.name:<12} {stage.count:>7,}  {stage.seconds:8.2f} s")


def _say(text: str) -> None:
    """To standard error, so that standard output stays data; control characters made visible."""
    visible = "".join(c if c.isprintable() or c in "\n" else ascii(c)[1:-1] for c in text)
    print(visible, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scripts",
        description="收讯: scraped transmissions in, a searchable Chinese knowledge base out.",
    )
    parser.add_argument("--version", action="version", version=f"shouxun {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    made = _command(commands, "build", build, "make the site")
    made.add_argument(
        "--site-dir", type=Path, default=Path("site"), metavar="DIR", help="where to (site)"
    )
    _add_report(made)
    _add_report(_command(commands, "check", check, "read and judge everything, write no site"))
    _command(commands, "review", review, "print what wants a person's eye, as YAML to paste")
    exported = _command(commands, "export", export_library, "write the articles in another form")
    exported.add_argument("format", choices=("jsonl", "csv", "markdown"))
    exported.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="PATH",
        help="a file (standard output); for markdown a folder (export)",
    )
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: object,
    text: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    command.set_defaults(run=run)
    command.add_argument(
        "--dumps", type=Path, default=DUMPS, metavar="DIR", help=f"folder of dumps ({DUMPS})"
    )
    command.add_argument(
        "--curation", type=Path, metavar="FILE", help=f"a person's corrections ({CURATION})"
    )
    command.add_argument(
        "--taxonomy", type=Path, metavar="FILE", help=f"categories and terms ({TAXONOMY})"
    )
    return command


def _add_report(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--report", type=Path, metavar="FILE", help="also write what happened as JSON"
    )
