"""What the database itself refuses, whoever asks: to change or delete what is published.

One change is let through: of a version that has ended, and that has a redaction beside it, the
texts are emptied, and a word takes the place of why it was withdrawn. The migration makes the
triggers. Whoever may drop them may change what they guard: ``verify_releases`` finds that.
"""

from django.db import models

from .redaction import REDACTED_REASON

# The columns that publishing sets when a later release ends a version, once.
WITHDRAWN = "withdrawal_reason"
ENDING = ("valid_to_release", WITHDRAWN, "replaced_by")
# The columns that a redaction empties, with what names their record.
TEXTS = {
    "Record": ("id", "change_note"),
    "RecordJson": ("record_id", "body"),
    "RecordBrief": ("record_id", "body"),
    "RecordCsv": ("record_id", "body"),
    "SearchText": ("record_id", "text"),
}
REFUSAL = "published rows never change"
FUNCTION = "datasets_published_rows_never_change"


def create_triggers(apps, schema_editor):
    """Guard the published tables, with the columns that they have at this migration."""
    for statement in creating(apps, schema_editor.connection.vendor):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    """Undo ``create_triggers``."""
    for statement in dropping(apps, schema_editor.connection.vendor):
        schema_editor.execute(statement)


def creating(apps, vendor):
    """Return the statements that make the triggers on a kind of database."""
    if vendor == "sqlite":
        return [
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" WHEN NOT ({allowed}) '
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for name, event, table, allowed in [*_triggers(apps, vendor), *_sqlite_triggers(apps)]
        ]
    made = []
    for name, event, table, allowed in _triggers(apps, vendor):
        made += [_function(name, allowed), _calling(name, event, table, "FOR EACH ROW")]
    made.append(_function(FUNCTION, "FALSE"))
    for table, _ in _guarded(apps):
        made.append(_calling(f"{table}_is_not_emptied", "TRUNCATE", table, "", FUNCTION))
    return made


def dropping(apps, vendor):
    """Return the statements that remove the triggers."""
    names = [name for name, *_ in _triggers(apps, vendor)]
    if vendor == "postgresql":
        return [f'DROP FUNCTION "{name}"() CASCADE' for name in [*names, FUNCTION]]
    names += [name for name, *_ in _sqlite_triggers(apps)]
    return [f'DROP TRIGGER "{name}"' for name in names]


def _function(name, allowed):
    # Only a function may ask other tables what is allowed.
    return (
        f'CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"IF {allowed} THEN RETURN NEW; END IF; "
        f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )


def _calling(name, event, table, each, function=None):
    event = f'BEFORE {event} ON "{table}" {each}'
    return f'CREATE TRIGGER "{name}" {event} EXECUTE FUNCTION "{function or name}"()'


def _triggers(apps, vendor):
    """Yield (name, event, table, when it is allowed) of each trigger."""
    # To SQLite a text ends at its first NUL, bytes do not.
    length = "length(CAST(NEW.{} AS BLOB))" if vendor == "sqlite" else "length(NEW.{})"
    record = apps.get_model("datasets", "Record")._meta
    redaction = apps.get_model("datasets", "Redaction")._meta.db_table
    current = record.get_field("valid_to_release").default
    for table, columns in _guarded(apps):
        fixed = ", ".join(f'"{column}"' for column in columns)
        yield f"{table}_never_changes", f"UPDATE OF {fixed}", table, "FALSE"
        yield f"{table}_stays", "DELETE", table, "FALSE"
    in_force = f"OLD.valid_to_release = {current}"
    redacted = _is_there(redaction, "record_id = OLD.id")
    replaced = f"OLD.{WITHDRAWN} <> '' AND NEW.{WITHDRAWN} = '{REDACTED_REASON}' AND {redacted}"
    for column in ENDING:
        allowed = f"{in_force} OR ({replaced})" if column == WITHDRAWN else in_force
        name = f"{record.db_table}_{column}_is_set_once"
        yield name, f"UPDATE OF {column}", record.db_table, allowed
    for name, (key, text) in TEXTS.items():
        table = apps.get_model("datasets", name)._meta.db_table
        redacted = _is_there(redaction, f"record_id = OLD.{key}")
        emptied = f"{length.format(text)} = 0 AND {redacted}"
        yield f"{table}_emptied_if_redacted", f"UPDATE OF {text}", table, emptied
    ended = f"id = NEW.record_id AND valid_to_release <> {current}"
    ended = _is_there(record.db_table, ended)
    yield f"{redaction}_of_what_ended", "INSERT", redaction, ended


def _sqlite_triggers(apps):
    """Yield, as ``_triggers``, what guards the ways around those that only SQLite has.

    REPLACE deletes what has the same key, and a row's number may be called ``rowid``: either asks
    no trigger for a DELETE or for an UPDATE of a column.
    """
    for meta in _published(apps):
        table = meta.db_table
        once = [f'"{meta.pk.column}" = NEW."{meta.pk.column}"', *_told_once(meta)]
        is_new = f"NOT {_is_there(table, ' OR '.join(f'({one})' for one in once))}"
        yield f"{table}_is_not_replaced", "INSERT", table, is_new
        yield f"{table}_keeps_its_number", "UPDATE", table, "OLD.rowid = NEW.rowid"


def _told_once(meta):
    """Yield for each unique constraint when a row has what a new one has."""
    for one in meta.constraints:
        if isinstance(one, models.UniqueConstraint):
            same = [meta.get_field(name).column for name in one.fields]
            fixed = one.condition.children if one.condition else ()
            yield " AND ".join(
                [
                    *(f'"{column}" = NEW."{column}"' for column in same),
                    *(f'"{name}" = {value} AND NEW."{name}" = {value}' for name, value in fixed),
                ]
            )


def _is_there(table, which):
    return f'EXISTS (SELECT 1 FROM "{table}" WHERE {which})'  # noqa: S608 - names of ours


def _published(apps):
    for name in (
        *("Release", "Record", "RecordJson", "RecordBrief", "RecordCsv", "SearchText", "TermSet"),
        "Redaction",
    ):
        yield apps.get_model("datasets", name)._meta


def _guarded(apps):
    """Yield each published table with the columns that are set once and for all."""
    for meta in _published(apps):
        name = meta.object_name
        others = {*(ENDING if name == "Record" else ()), *TEXTS.get(name, ())[1:]}
        columns = [field.column for field in meta.concrete_fields if field.column not in others]
        yield meta.db_table, columns
