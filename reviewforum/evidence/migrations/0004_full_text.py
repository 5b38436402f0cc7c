"""Full text over `PassageTerms`: an FTS5 table kept by triggers, or a stored vector with a GIN index."""

from django.db import migrations

TERMS = "evidence_passageterms"
FTS = "evidence_passage_fts"

SQLITE = [
    f"CREATE VIRTUAL TABLE {FTS} USING fts5("
    f"terms, content='{TERMS}', content_rowid='passage_id', tokenize='unicode61 remove_diacritics 0')",
    f"CREATE TRIGGER {FTS}_insert AFTER INSERT ON {TERMS} BEGIN "
    f"INSERT INTO {FTS}(rowid, terms) VALUES (new.passage_id, new.terms); END",
    f"CREATE TRIGGER {FTS}_delete AFTER DELETE ON {TERMS} BEGIN "
    f"INSERT INTO {FTS}({FTS}, rowid, terms) VALUES ('delete', old.passage_id, old.terms); END",
    f"CREATE TRIGGER {FTS}_update AFTER UPDATE ON {TERMS} BEGIN "
    f"INSERT INTO {FTS}({FTS}, rowid, terms) VALUES ('delete', old.passage_id, old.terms); "
    f"INSERT INTO {FTS}(rowid, terms) VALUES (new.passage_id, new.terms); END",
]
POSTGRES = [
    f"ALTER TABLE {TERMS} ADD COLUMN vector tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', terms)) STORED",
    f"CREATE INDEX {FTS} ON {TERMS} USING gin (vector)",
]


def forwards(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRES}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER {FTS}_{name}")
        schema_editor.execute(f"DROP TABLE {FTS}")
    else:
        schema_editor.execute(f"ALTER TABLE {TERMS} DROP COLUMN vector")


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
