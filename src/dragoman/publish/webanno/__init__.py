"""Web Annotation: an archive as JSON-LD by the Web Annotation Data Model (W3C Recommendation, 23 February 2017).

Each paper is one AnnotationPage; what people decided stands there with its author, and can be brought back.
"""
