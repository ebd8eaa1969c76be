"""A running Label Studio server through its SDK: the few calls that push and pull need.

Errors are told by status and body alone: the SDK's own text holds the headers, cookies included.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from form4.annotations.labelling_config import LabellingConfig, read_config
from form4.annotations.tokens import TOKEN_HELP
from form4.model.errors import ConfigError, ServerError

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

UNCERTAINTY = "Uncertainty sampling"
_IMPORT_TIMEOUT_S = 300
# A request that fails may have stored what it brought, so that none of those is sent again unseen.
_ONCE = {"max_retries": 0, "timeout_in_seconds": _IMPORT_TIMEOUT_S}


class ConnectionCutError(ServerError):
    """The server did not answer to the end: what it has done is not known."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project of the server: its number, title, configuration and the version that pre-fills."""

    id: int
    title: str
    config: LabellingConfig
    model_version: str | None = None
    sampling: str | None = None


@dataclass(frozen=True, slots=True)
class StoredTask:
    """A task as the server has it, without its results."""

    id: int
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Server:
    """A connection that has been let in."""

    url: str
    client: "LabelStudio"

    def find_project(self, title: str) -> Project | None:
        """The project of that title, None without one; raises ServerError when there are two."""
        with _explained(self.url):
            found = [one for one in self.client.projects.list() if one.title == title]
        if len(found) > 1:
            numbers = ", ".join(str(one.id) for one in found)
            raise ServerError(
                f"{self.url}: projects {numbers} are all called {title!r}. Rename all but one."
            )
        return self.project(found[0].id) if found else None

    def project(self, number: int) -> Project:
        """A project by its number."""
        with _explained(self.url):
            found = self.client.projects.get(id=number)
        return Project(
            id=number,
            title=found.title or "",
            config=read_config(found.label_config or "<View/>"),
            model_version=found.model_version or None,
            sampling=found.sampling,
        )

    def create_project(self, title: str, xml: str) -> Project:
        """A new project with a labelling configuration."""
        with _explained(self.url):
            made = self.client.projects.create(title=title, label_config=xml, request_options=_ONCE)
        return self.project(made.id)

    def tasks(self, project: Project) -> Iterator[StoredTask]:
        """All tasks of a project."""
        with _explained(self.url):
            for one in self.client.tasks.list(project=project.id, fields="task_only"):
                yield StoredTask(int(one.id), dict(one.data or {}))

    def import_tasks(self, project: Project, tasks: Sequence[Mapping[str, Any]]) -> int:
        """Upload tasks in one request that is never repeated by itself; how many were stored."""
        with _explained(self.url):
            answer = self.client.projects.import_tasks(
                id=project.id,
                request=[dict(task) for task in tasks],
                return_task_ids=True,
                request_options=_ONCE,
            )
        return len(answer.task_ids or ())

    def predicted(self, project: Project, version: str) -> frozenset[int]:
        """The tasks that have a prediction of a model version."""
        with _explained(self.url):
            found = self.client.predictions.list(project=project.id)
            return frozenset(
                int(one.task) for one in found if one.task and one.model_version == version
            )

    def add_prediction(self, task: int, prediction: Mapping[str, Any]) -> None:
        """Add a prediction to a stored task."""
        with _explained(self.url):
            self.client.predictions.create(
                task=task,
                model_version=prediction["model_version"],
                score=prediction.get("score"),
                result=list(prediction["result"]),
                request_options=_ONCE,
            )

    def set_order(self, project: Project, version: str | None) -> None:
        """Let people see the most doubtful first, and predictions of that version filled in."""
        with _explained(self.url):
            if version is None:
                self.client.projects.update(id=project.id, sampling=UNCERTAINTY)
            else:
                self.client.projects.update(
                    id=project.id, sampling=UNCERTAINTY, model_version=version
                )

    def start_snapshot(self, project: Project) -> int:
        """Ask for an export with whole predictions; its number."""
        options = {
            "predictions": {"only_id": False},
            "annotations__completed_by": {"only_id": True},
        }
        with _explained(self.url):
            made = self.client.projects.exports.create(
                id=project.id,
                title="form4",
                serialization_options=options,
                task_filter_options={"only_with_annotations": True},
            )
        return int(made.id)

    def snapshot_status(self, project: Project, number: int) -> str:
        """What has become of an export: created, in_progress, completed, failed."""
        with _explained(self.url):
            return str(self.client.projects.exports.get(id=project.id, export_pk=number).status)

    def snapshot(self, project: Project, number: int) -> Iterator[bytes]:
        """The bytes of a finished export."""
        with _explained(self.url):
            yield from self.client.projects.exports.download(id=project.id, export_pk=number)


def connect(url: str, token: str) -> Server:
    """A connection to a server, tried out.

    `token` is a personal or a legacy one that `checked_token` let through. Raises
    ConfigError without the SDK, and ServerError when the server does not answer or does not let in.
    """
    try:
        from label_studio_sdk import LabelStudio
    except ImportError as error:
        raise ConfigError(
            "Talking to a server needs the SDK: pip install 'form4-extractor[label-studio]'."
        ) from error
    url = url.rstrip("/")
    with _explained(url):
        client = LabelStudio(base_url=url, api_key=token)
        client.users.whoami()
    return Server(url, client)


@contextmanager
def _explained(url: str) -> Iterator[None]:
    """Errors of the SDK and of the network as sentences."""
    import httpx
    from label_studio_sdk.core.api_error import ApiError

    try:
        yield
    except ApiError as error:
        raise _of_status(url, error.status_code or 0, error.body) from error
    except httpx.HTTPStatusError as error:  # of the token exchange, which is not the SDK's own
        raise _of_status(url, error.response.status_code, None) from error
    except httpx.HTTPError as error:
        kind = type(error).__name__
        raise ConnectionCutError(
            f"{url}: the server does not answer ({kind}). Check the address and that it runs."
        ) from error
    except (KeyError, ValueError, httpx.InvalidURL) as error:
        kind = type(error).__name__  # its text may quote the header, and so the token
        raise ServerError(f"{url}: is no Label Studio server ({kind}). Check --url.") from error


def _of_status(url: str, status: int, body: object) -> ServerError:
    if status in (401, 403):
        return ServerError(f"{url}: the token is not accepted ({status}). {TOKEN_HELP}")
    detail = body.get("detail") if isinstance(body, Mapping) else None
    fields = body.get("validation_errors") if isinstance(body, Mapping) else None
    reason = "; ".join(str(one) for one in (detail, fields) if one) or "no reason given"
    kind = ConnectionCutError if status >= 500 else ServerError
    return kind(f"{url}: the server refuses ({status}: {reason}).")
