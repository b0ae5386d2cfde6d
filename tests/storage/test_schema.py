from storage.database import Database
from storage.schema import is_current

def test_x(database: Database) -> None:
    assert is_current(database)
