"""Forms for everything that is described with fields, and the controls that they are made of."""

from nnstudio.app.forms.form import Form, commit_forms

__all__ = ["Form", "commit_forms"]
