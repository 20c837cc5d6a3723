"""What the Reconciliation Service API 0.2 says of each message, written down from the specification as JSON Schemas.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from typing import Any

import jsonschema_rs

URI = {"type": "string", "pattern": r"^[a-z][a-z0-9+.-]*://[^\s]+$"}
TEXT = {"type": "string", "minLength": 1}
NAMED = {"type": "object", "properties": {"id": TEXT, "name": TEXT}, "required": ["id", "name"]}
TEMPLATE = {"type": "object", "properties": {"url": {"type": "string", "pattern": r"\{\{id\}\}"}}, "required": ["url"]}
SUGGEST = {"type": "object", "properties": {"service_url": URI, "service_path": {"type": "string", "pattern": "^/"}},
           "required": ["service_url", "service_path"], "additionalProperties": False}
MANIFEST = {
    "type": "object", "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "items": TEXT, "contains": {"const": "0.2"}}, "name": TEXT, "identifierSpace": URI, "schemaSpace": URI,
        "serviceVersion": TEXT, "documentation": URI, "logo": URI, "batchSize": {"type": "integer", "minimum": 1},
        "defaultTypes": {"type": "array", "items": NAMED, "uniqueItems": True}, "view": TEMPLATE, "feature_view": TEMPLATE,
        "preview": {**TEMPLATE, "properties": {**TEMPLATE["properties"], "width": {"type": "integer"}, "height": {"type": "integer"}},  # type: ignore[dict-item]
                    "required": ["url", "width", "height"]},
        "suggest": {"type": "object", "additionalProperties": False, "properties": {"entity": SUGGEST, "type": SUGGEST, "property": SUGGEST}},
        "extend": {"type": "object", "properties": {"propose_properties": SUGGEST, "property_settings": {"type": "array"}}}}}
CANDIDATE = {
    "type": "object", "required": ["id", "name", "score"], "additionalProperties": False,
    "properties": {
        "id": TEXT, "name": TEXT, "description": {"type": "string"}, "score": {"type": "number", "minimum": 0, "maximum": 100},
        "match": {"type": "boolean"}, "type": {"type": "array", "items": {"anyOf": [NAMED, TEXT]}},
        "features": {"type": "array", "items": {"type": "object", "required": ["id", "value"], "properties": {
            "id": TEXT, "value": {"oneOf": [{"type": "boolean"}, {"type": "number"}]}}}}}}
RESULTS = {"type": "object", "additionalProperties": {
    "type": "object", "required": ["result"], "properties": {"result": {"type": "array", "items": CANDIDATE}}}}
SUGGESTIONS = {"type": "object", "required": ["result"], "properties": {"result": {"type": "array", "items": {
    **NAMED, "properties": {**NAMED["properties"], "description": {"type": "string"},  # type: ignore[dict-item]
                            "notable": {"type": "array", "items": {"anyOf": [NAMED, TEXT]}}}, "additionalProperties": False}}}}
PROPOSALS = {"type": "object", "required": ["properties", "type"], "properties": {
    "type": {"type": "string"}, "limit": {"type": "integer"}, "properties": {"type": "array", "items": NAMED}}}
CELL = {"oneOf": [{"type": "object", "additionalProperties": False, "required": list(of), "properties": of} for of in (
    {"id": TEXT, "name": TEXT}, {"str": {"type": "string"}}, {"int": {"type": "integer"}}, {"float": {"type": "number"}})]}
EXTENSION = {"type": "object", "required": ["meta", "rows"], "properties": {
    "meta": {"type": "array", "items": {**NAMED, "properties": {**NAMED["properties"], "type": NAMED}}},  # type: ignore[dict-item]
    "rows": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": {"type": "array", "items": CELL}}}}}


def fits(message: Any, schema: Any) -> Any:
    """The message, that is as the schema has it. Raises jsonschema_rs.ValidationError."""
    jsonschema_rs.Draft7Validator(schema).validate(message)
    if schema is RESULTS:
        for of in message.values():
            scores = [c["score"] for c in of["result"]]
            assert scores == sorted(scores, reverse=True) and sum(c.get("match", False) for c in of["result"]) <= 1
            assert all(len({f["id"] for f in c["features"]}) == len(c["features"]) for c in of["result"])
    return message
