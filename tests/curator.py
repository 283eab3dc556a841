"""A curator at the forms of the admin, as the browser sends them."""

from django.urls import reverse


class Curator:
    """A superuser at the forms of the admin, as the browser sends them."""

    def __init__(self, client):
        self.client = client

    def see(self, noun, slug=None, page=None):
        """Return the page of one row, the form for a new one, or another page of the noun."""
        page = page or ("change" if slug else "add")
        return self.client.get(address(noun, page, slug))

    def add(self, noun, /, **fields):
        """Fill in the form for a new row, send it, and return what was wrong at which field."""
        return self._send(noun, None, fields)

    def edit(self, noun, slug, /, **changes):
        """Change the form of a row, send all of it, and return what was wrong at which field."""
        return self._send(noun, slug, changes)

    def _send(self, noun, slug, changes):
        filled_in = as_sent(self.see(noun, slug)) | {"_why": "A walk."} | changes
        to = address(noun, "change" if slug else "add", slug)
        answer = self.client.post(to, filled_in, follow=True)
        return {} if answer.redirect_chain else wrong_fields(answer)

    def delete(self, noun, slug):
        """Delete a row, and return whether that was possible."""
        answer = self.client.post(address(noun, "delete", slug), {"post": "yes"}, follow=True)
        return bool(answer.redirect_chain)

    def act(self, noun, action, *slugs, **fields):
        """Do an action with some rows of the list, and return the answer."""
        chosen = {"action": action, "_selected_action": slugs, "index": 0}
        return self.client.post(address(noun, "changelist"), chosen | fields, follow=True)

    def publish(self, *datasets, note=""):
        """Look at what that changes, press the button, and return what is said of each dataset."""
        return [line for slug in datasets for line in self._publish(slug, note)]

    def _publish(self, dataset, note):
        page = self.see("dataset", dataset, page="publish")
        answer = page
        if page.context["changes"] or page.context["others"]:
            sent = {one.html_name: one.value() or "" for one in page.context["form"]}
            to = address("dataset", "publish", dataset)
            answer = self.client.post(to, sent | {"note": note}, follow=True)
        said = [one.message for one in answer.context["messages"]] + answer.context["problems"]
        return said or [f"dataset {dataset}: nothing changed, no release"]


def address(noun, page, slug=None):
    return reverse(f"admin:datasets_{noun}_{page}", args=[slug] if slug else [])


def forms(page):
    formsets = [inline.formset for inline in page.context["inline_admin_formsets"]]
    parts = [form for formset in formsets for form in (formset.management_form, *formset.forms)]
    return [page.context["adminform"].form, *parts]


def as_sent(page):
    """Return what a browser sends of a page's forms when nothing was typed."""
    fields = [field for form in forms(page) for field in form]
    return {"_opened": page.context["opened"]} | {
        field.html_name: str(field.value()).replace("\n", "\r\n")
        for field in fields
        if field.value() is not None and field.value() is not False
    }


def wrong_fields(page):
    formsets = [inline.formset for inline in page.context["inline_admin_formsets"]]
    wrong = {
        form.add_prefix(name): " ".join(messages)
        for form in forms(page)
        for name, messages in form.errors.items()
    }
    together = {set_.prefix: " ".join(set_.non_form_errors()) for set_ in formsets}
    return wrong | {prefix: messages for prefix, messages in together.items() if messages}


def rows(prefix, *rows):
    """Return what a browser sends of inline rows that were added with the button."""
    cells = {
        f"{prefix}-{number}-{name}": value
        for number, row in enumerate(rows)
        for name, value in row.items()
    }
    return cells | {f"{prefix}-TOTAL_FORMS": len(rows)}
