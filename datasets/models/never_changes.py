"""What the database itself refuses, whoever asks: to change or delete what is published.

The migration makes the triggers. Whoever may drop them may change what they guard:
``verify_releases`` finds that.
"""

# The columns that publishing sets when a later release ends a version, once.
ENDING = ("valid_to_release", "withdrawal_reason", "replaced_by")
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
    record = apps.get_model("datasets", "Record")._meta
    current = record.get_field("valid_to_release").default
    made = []
    for table, columns in _guarded(apps):
        fixed = ", ".join(f'"{column}"' for column in columns)
        made += [(f"{table}_never_changes", f"UPDATE OF {fixed}", table, "")]
        made += [(f"{table}_stays", "DELETE", table, "")]
    ending = f"UPDATE OF {', '.join(ENDING)}"
    when = f"WHEN (OLD.valid_to_release <> {current})"
    made += [(f"{record.db_table}_ends_once", ending, record.db_table, when)]
    if vendor == "sqlite":
        return [
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" {when} '
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for name, event, table, when in made
        ]
    function = (
        f"CREATE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    return [
        function,
        *(
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW {when} '
            f"EXECUTE FUNCTION {FUNCTION}()"
            for name, event, table, when in made
        ),
        *(
            f'CREATE TRIGGER "{table}_is_not_emptied" BEFORE TRUNCATE ON "{table}" '
            f"EXECUTE FUNCTION {FUNCTION}()"
            for table, _ in _guarded(apps)
        ),
    ]


def dropping(apps, vendor):
    """Return the statements that remove the triggers."""
    if vendor == "postgresql":
        return [f"DROP FUNCTION {FUNCTION}() CASCADE"]
    tables = [table for table, _ in _guarded(apps)]
    names = [f"{table}_{what}" for table in tables for what in ("never_changes", "stays")]
    ends_once = f"{apps.get_model('datasets', 'Record')._meta.db_table}_ends_once"
    return [f'DROP TRIGGER "{name}"' for name in [*names, ends_once]]


def _guarded(apps):
    """Yield each published table with the columns that are set once and for all."""
    for name in (
        *("Release", "Record", "RecordJson", "RecordBrief", "RecordCsv", "SearchText", "TermSet"),
    ):
        meta = apps.get_model("datasets", name)._meta
        ending = ENDING if name == "Record" else ()
        columns = [field.column for field in meta.concrete_fields if field.column not in ending]
        yield meta.db_table, columns
