"""What people say of a record: judging, what then holds, carrying it to newer codings, measuring by it, handing it on."""

from tacitus.workspace.judgements.desk import Desk

__all__ = ["Desk"]
