"""The store: schema, migrations, writing, querying. All SQL on durable tables stands here."""

from tacitus.record.backup import backup
from tacitus.record.filtering import Filters
from tacitus.record.reading import DocumentHead, DocumentRow, EventRow, FailureRow, QuoteRow, Reader
from tacitus.record.store import InputFailure, Store
from tacitus.record.verify import Breach, verify

__all__ = [
    "Breach",
    "DocumentHead",
    "DocumentRow",
    "EventRow",
    "FailureRow",
    "Filters",
    "InputFailure",
    "QuoteRow",
    "Reader",
    "Store",
    "backup",
    "verify",
]
