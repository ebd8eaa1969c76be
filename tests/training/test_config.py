from pathlib import Path

import pytest

from form4.model.errors import ConfigError
from form4.training.config import TrainConfig


@pytest.mark.parametrize("name", ["base-1", "base-2", "base-3"])
def test_the_recipes_of_the_shipped_model_read(root: Path, name: str) -> None:
    config = TrainConfig.from_toml(root / f"training/recipes/{name}.toml")
    assert config.network.window > config.network.overlap > 0


def test_flags_go_over_the_recipe(tmp_path: Path) -> None:
    recipe = tmp_path / "recipe.toml"
    recipe.write_text("epochs = 3\n[network]\nlayers = 2\n")
    config = TrainConfig.from_toml(recipe).updated({"epochs": 1.5}, "flags")
    assert (config.epochs, config.network.layers, config.network.hidden_size) == (1.5, 2, 256)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("epoch = 3", "unknown setting epoch. Did you mean epochs?"),
        ("[network]\nlayer = 3", "network: unknown setting layer. Did you mean layers?"),
        ("epochs = ", "cannot be read"),
        ('on_overlap = "keep"', "on_overlap is 'keep'. Known: same-label, longest, refuse."),
    ],
)
def test_a_wrong_recipe_is_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(text)
    with pytest.raises(ConfigError) as caught:
        TrainConfig.from_toml(recipe)
    assert message in str(caught.value)
    assert str(recipe) in str(caught.value)
