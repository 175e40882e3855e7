from __future__ import annotations

import sqlalchemy as sa


def test_each_test_gets_a_database_of_its_own(database_url: str) -> None:
    engine = sa.create_engine(database_url)

    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE once (n INTEGER)"))
    seen = sa.inspect(engine).get_table_names()
    engine.dispose()

    assert seen == ["once"]


def test_the_next_test_starts_from_nothing(database_url: str) -> None:
    engine = sa.create_engine(database_url)

    seen = sa.inspect(engine).get_table_names()
    engine.dispose()

    assert seen == []
