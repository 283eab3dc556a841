"""How the description tells of the files of releases."""

from api.requests import problems
from datasets.releases.package import FILES

from .operations import FixedOperation
from .refs import ref, schema_ref

ANY_BYTES = "application/octet-stream"


class FileOperation(FixedOperation):
    """A file, of whatever media type its release lists it under."""

    def place(self, name, path):
        """Return what a variable of the path says of its value."""
        if name == "file":
            about = "The name of the file, as `files` of the release has it."
            schema = {"type": "string"}
            return {"description": about, "schema": schema, "example": "observations.csv"}
        if name == "number":
            about = "The number of the release, from 1, or `latest`."
            schema = {"type": "string", "pattern": "^([1-9][0-9]{0,8}|latest)$"}
            return {"description": about, "schema": schema, "example": "1"}
        return super().place(name, path)

    def answers(self):
        """Return the answers: all of it, a part of it, and a range that it does not have."""
        # Bytes first, for clients that take the first type which they know for that of all files.
        types = [ANY_BYTES, *sorted({one.media_type for one in FILES} - {ANY_BYTES})]
        content = {media_type: {"schema": self.schema} for media_type in types}
        about = {name: _header(what, pattern) for name, (what, pattern) in HEADERS.items()}
        part = {"Content-Range": ref("headers", "ContentRange")}
        problem = {problems.MEDIA_TYPE: {"schema": schema_ref("Problem")}}
        return {
            "200": {"description": "The file.", "headers": about, "content": content},
            "206": {
                "description": "The range of bytes that Range asks for.",
                "headers": about | part,
                "content": content,
            },
            "302": {
                "description": "Where the file of the latest release is.",
                "headers": {"Location": _header("The address with the number.", "^/")},
            },
            "304": {"description": "The client has the file already."},
            "412": {"description": "It is not the file that If-Match names.", "content": problem},
            "416": ref("responses", "Status416"),
        }


HEADERS = {
    "ETag": ("The SHA-256 of the whole file.", '^"[0-9a-f]{64}"$'),
    "Repr-Digest": ("The same after RFC 9530.", "^sha-256=:[A-Za-z0-9+/=]{44}:$"),
    "Content-Length": ("How many bytes follow.", "^[0-9]+$"),
    "Accept-Ranges": ("Ranges are of bytes.", "^bytes$"),
}


def _header(description, pattern):
    schema = {"type": "string", "pattern": pattern}
    return {"required": True, "description": description, "schema": schema}
