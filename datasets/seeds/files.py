"""Which files a seed folder may have, in the order of saving, and what their rows may say."""

from datasets.models import (
    Area,
    Caveat,
    Citation,
    Dataset,
    Derivation,
    Document,
    Event,
    Measure,
    Observation,
    Population,
    Source,
    Unit,
    Withdrawal,
)

# Lists of rows that belong to a row: the key or column that holds them, and where they are saved.
PARTS = {
    Observation: {"inputs": "input_set"},
    Caveat: {"attach": "attachments", "waive": "waivers"},
    Citation: {"carries": "carried_set"},
}
DATASET_FILE = "dataset.toml"
# In the order in which rows can be saved: what is referred to comes first.
MODEL_OF = {
    DATASET_FILE: Dataset,
    "units.toml": Unit,
    "areas.toml": Area,
    "populations.toml": Population,
    "measures.toml": Measure,
    "sources.toml": Source,
    "documents.toml": Document,
    "events.toml": Event,
    "observations.csv": Observation,
    "derivations.toml": Derivation,
    "caveats.toml": Caveat,
    "citations.csv": Citation,
    "withdrawn.csv": Withdrawal,
}
# Columns of observations.csv that stand for rows elsewhere: the first hop, in the place of a line
# in citations.csv, and the caveats that hang on this figure alone.
FIRST, FIRST_PRINTED, FIRST_PLACE = "first", "first_printed", "first_place"
ITS_CAVEATS = "caveats"
SHORT = {Observation: (FIRST, FIRST_PRINTED, FIRST_PLACE, ITS_CAVEATS)}
# What is published as an observation.
FIGURES = (Observation, Derivation)
NOT_READ = "README.md"
# Beside the files of a dataset: when and why they are published, and the folder of what was before.
RELEASE_FILE, EARLIER = "release.toml", "releases"
# Others' files with the maps by which they are imported, and a folder for what is made of each.
IMPORTS, IMPORTED = "imports", "imported"
# What identifies a row is its id, as in the API, whichever field holds it.
RENAMED = {
    model: {"id": "observation" if model is Withdrawal else "slug"}
    for model in MODEL_OF.values()
    if model is not Citation
}
# What the folder or the loader fills in.
FILLED_IN = ("id", "seed_file", "seed_digest", "seed_identity", "dataset")
# What may be blank although the row always has it: the population is then that of the measure, the
# hop the next one.
NOT_NEEDED = {"population", "hop"}


def _field_of(model, name):
    return RENAMED.get(model, {}).get(name, name)


def field_in_file(model, name):
    """Return the model's field that a key or column of a file holds."""
    return model._meta.get_field(_field_of(model, name))


def name_in_file(model, field):
    """Return the key or column that holds a field of the model."""
    return next((name for name, one in RENAMED.get(model, {}).items() if one == field), field)


def required_of(model):
    """Return those of them that a file must have; one that may be blank may be missing too."""
    required = {
        field.name
        for field in model._meta.concrete_fields
        if not field.blank and not field.has_default()
    } - NOT_NEEDED
    return [name for name in columns_of(model) if _field_of(model, name) in required]


def columns_of(model):
    """Return the keys or columns that a row of the model may have, in the order of its fields."""
    fields = [
        name_in_file(model, field.name)
        for field in model._meta.concrete_fields
        if field.name not in FILLED_IN
    ]
    return [*fields, *PARTS.get(model, ()), *SHORT.get(model, ())]
