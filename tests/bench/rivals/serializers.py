"""Django REST framework on the curated tables: nested serializers, everything prefetched.

It leaves out what needs code of its own (bias, the reach of caveats, the text to cite by), so it
does less than Caveat for the same page.
"""

from django.urls import path
from rest_framework import generics, pagination
from rest_framework.serializers import ModelSerializer

from datasets.models import (
    Area,
    Attachment,
    Carried,
    Caveat,
    Citation,
    Document,
    Input,
    Measure,
    Observation,
    Population,
    Source,
)


class AreaSerializer(ModelSerializer):
    class Meta:
        model = Area
        fields = ("slug", "label")


class PopulationSerializer(ModelSerializer):
    class Meta:
        model = Population
        fields = ("slug", "label")


class CaveatSerializer(ModelSerializer):
    class Meta:
        model = Caveat
        fields = ("slug", "kind", "affects", "direction", "text", "asserted_by")


class AttachmentSerializer(ModelSerializer):
    caveat = CaveatSerializer()

    class Meta:
        model = Attachment
        fields = ("caveat", "direction")


class MeasureSerializer(ModelSerializer):
    caveats = AttachmentSerializer(source="attachment_set", many=True)

    class Meta:
        model = Measure
        fields = ("slug", "label", "topic", "facets", "unit", "caveats")


class SourceSerializer(ModelSerializer):
    caveats = AttachmentSerializer(source="attachment_set", many=True)

    class Meta:
        model = Source
        fields = ("slug", "label", "kind", "identified", "reliability", "caveats")


class DocumentSerializer(ModelSerializer):
    class Meta:
        model = Document
        fields = ("slug", "source", "title", "published", "url", "seen", "seen_at")


class CarriedSerializer(ModelSerializer):
    class Meta:
        model = Carried
        fields = ("caveat", "strength")


class CitationSerializer(ModelSerializer):
    document = DocumentSerializer()
    carries = CarriedSerializer(source="carried_set", many=True)

    class Meta:
        model = Citation
        exclude = ("id", "observation")


class InputSerializer(ModelSerializer):
    class Meta:
        model = Input
        fields = ("document", "basis")


class ObservationSerializer(ModelSerializer):
    measure = MeasureSerializer()
    population = PopulationSerializer()
    area = AreaSerializer()
    origin = SourceSerializer()
    inputs = InputSerializer(source="input_set", many=True)
    caveats = AttachmentSerializer(source="attachment_set", many=True)
    citations = CitationSerializer(many=True)

    class Meta:
        model = Observation
        exclude = ("revises", "caveats_reviewed_on", "seed_file")


class ByIdPagination(pagination.CursorPagination):
    ordering = "slug"
    page_size_query_param = "limit"
    max_page_size = 1000


class ObservationList(generics.ListAPIView):
    serializer_class = ObservationSerializer
    pagination_class = ByIdPagination
    queryset = Observation.objects.select_related(
        "measure", "population", "area", "origin"
    ).prefetch_related(
        "measure__attachment_set__caveat",
        "origin__attachment_set__caveat",
        "attachment_set__caveat",
        "input_set",
        "citations__document",
        "citations__carried_set",
    )


urlpatterns = [path("observations", ObservationList.as_view())]
