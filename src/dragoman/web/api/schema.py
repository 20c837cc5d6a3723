"""Schema: the OpenAPI description of all that stands under /api, every field with its type, and nothing to load."""

from inspect import cleandoc
from typing import Any, Literal, get_type_hints

from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, OpenAPIType, Schema, SecurityScheme
from litestar.plugins import OpenAPISchemaPlugin
from litestar.typing import FieldDefinition
from msgspec import Struct, defstruct, structs

from dragoman import __version__
from dragoman.edition.annotation import BODIES, Annotation, LinkedReference, Reference, Voice
from dragoman.web.api.asking import ROOT

PATH = f"{ROOT}/openapi.json"
DESCRIPTION = """\
The answers of a workbench as JSON: the same that its pages show, from the same functions, by the same parameters.

It is for reading only; decisions are made in the pages. An answer has `rows`, how many there are in `total`, and its
`basis`: by which `method` it was found, how many papers or records were `looked` at, how many of these `carried` what
was needed, and why others were `left`. Dates are EDTF (ISO 8601-2). Spans are half-open, in Unicode code points of a
paper's text. Names of papers stand in addresses as they are, slashes too. Where there is no answer, one sentence says
why."""
TOKEN = "Only where the workbench was started with a token: without it the answer is 401, as plain text."
# an annotation's body has the fields of its layer; a reference that was looked up has more
_KINDS = tuple(
    defstruct(f"{body.__name__}Annotation",
              [("start", int), ("end", int), ("body", LinkedReference if body is Reference else body), ("rule", str),
               ("voice", Voice)],
              tag_field="layer", tag=layer, frozen=True, namespace={"__doc__": Annotation.__doc__})
    for layer, body in BODIES.items())


class Structs(OpenAPISchemaPlugin):
    """Describes the records of answers: all their fields stand in every answer, and their docstrings say what they are.

    The plugin of Litestar cannot describe an annotation, whose body is of the type that its layer says.
    """

    def is_plugin_supported_field(self, field_definition: FieldDefinition) -> bool:
        """Whether it is a record, or a row of named places."""
        return not field_definition.is_union and (
            field_definition.is_subclass_of(Struct) or hasattr(field_definition.annotation, "_fields"))

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: Any) -> Schema:
        """The schema of a record, which others point to; of a row, place by place."""
        record: Any = field_definition.annotation

        def of(kind: Any, name: str = "") -> Any:
            return schema_creator.for_field_definition(FieldDefinition.from_annotation(kind, name=name))
        if record is Annotation:
            return Schema(one_of=[of(kind) for kind in _KINDS])
        if hasattr(record, "_fields"):
            return Schema(type=OpenAPIType.ARRAY, prefix_items=[of(t, n) for n, t in get_type_hints(record).items()],
                          description=f"{', '.join(record._fields)}. {cleandoc(record.__doc__)}")
        # msgspec tells the fields of Answer[Entry], and of what is derived from it, with its rows as entries
        properties = {f.encode_name: FieldDefinition.from_annotation(f.type, name=f.encode_name)
                      for f in structs.fields(record)}
        plain: Any = field_definition.origin or record
        if plain.__struct_config__.tag_field:
            properties[plain.__struct_config__.tag_field] = FieldDefinition.from_annotation(
                Literal[plain.__struct_config__.tag])
        always = {f.encode_name for f in structs.fields(Reference)} if plain is LinkedReference else properties
        schema: Schema = schema_creator.create_component_schema(field_definition, required=sorted(always),
                                                                property_fields=properties)
        schema.description = cleandoc(plain.__doc__ or "")
        return schema


def described() -> OpenAPIConfig:
    """How the workbench describes itself: as JSON alone, for pages that show schemas are loaded from elsewhere."""
    # Litestar gives the first of its renderings at the root as well, where the index stands: so this root is its own
    return OpenAPIConfig(
        "dragoman", __version__, description=DESCRIPTION, path=PATH, render_plugins=[JsonRenderPlugin()],
        components=Components(security_schemes={"token": SecurityScheme("http", scheme="bearer", description=TOKEN)}),
        security=[{}, {"token": []}])
