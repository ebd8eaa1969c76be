"""Fixtures that every test folder shares."""

import os
from pathlib import Path

import pytest
from hypothesis import settings
from tokenizers import Tokenizer

MISSING_SHARED = "the shared data folder is not beside the repository"
# A machine that does other work makes any example slow now and then.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that turns tests skipped for want of shared data into failures."""
    parser.addoption(
        "--require-shared",
        action="store_true",
        help="fail, instead of skipping, tests whose shared data folder is missing",
    )
    parser.addoption(
        "--label-studio", metavar="FOLDER", help="programs of an environment with Label Studio"
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The root folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared(request: pytest.FixtureRequest) -> Path:
    """The folder of shared data: FORM4_SHARED, or `shared` beside the repository."""
    folder = Path(os.environ.get("FORM4_SHARED") or ROOT.parent / "shared")
    if not (folder / "data").is_dir():
        if request.config.getoption("--require-shared"):
            pytest.fail(MISSING_SHARED)
        pytest.skip(MISSING_SHARED)
    return folder


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """A layout-keeping tokenizer with a handful of words."""
    from form4.model.tokenizer import build_tokenizer

    words = "Common Stock Name Code Price Doe Jane D F S 0 1 2 3 4 5 6 7 8 9 0123456789(),.$/"
    return build_tokenizer([words] * 5, 400)


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory, tokenizer: Tokenizer) -> Path:
    """The folder of a tiny network with random weights and all labels, exported to ONNX."""
    torch = pytest.importorskip("torch")
    from form4.model.export import save_model
    from form4.model.labels import LABELS
    from form4.model.network import NetworkConfig, new_network

    torch.manual_seed(0)
    config = NetworkConfig(
        vocabulary_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        layers=2,
        intermediate_size=32,
        heads=2,
        global_every=2,
        local_attention=16,
        window=64,
        overlap=16,
    )
    folder = tmp_path_factory.mktemp("tiny")
    save_model(new_network(config, tuple(label.name for label in LABELS)), tokenizer, folder)
    return folder
