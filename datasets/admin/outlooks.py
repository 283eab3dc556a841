"""What a figure lacks, as links to the fields of its page."""

import re

HOP = re.compile(r"hop (\d+) (\w+)")


def linked(missing, context):
    """Return (text, id of the field that it is about, empty if it is about none) of each lack."""
    return [(one, _field(one, context)) for one in missing]


def _field(problem, context):
    if found := HOP.match(problem):
        for inline in context["inline_admin_formsets"]:
            for form in inline.formset.initial_forms:
                about = str(getattr(form.instance, "hop", "")) == found[1]
                if about and found[2] in form.fields:
                    return form[found[2]].id_for_label
    form = context["adminform"].form
    named = (word for word in re.findall(r"\w+", problem) if word in form.fields)
    return next((form[word].id_for_label for word in named), "")
