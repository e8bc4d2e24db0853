"""Our IRIs at this server: the path of one is that of its record, as data or as a page; so is the data set's own."""

from starlette.requests import Request
from starlette.responses import Response

from kb.graph.records import BASE
from kb.graph.results import GRAPHS
from kb.serve.endpoint import Endpoint
from kb.serve.pages import MEDIA_TYPE
from kb.serve.protocol import fields_of

OFFERS = (*GRAPHS, MEDIA_TYPE)


class Iris:
    """What answers at the paths of our IRIs."""

    def __init__(self, endpoint: Endpoint):
        self.endpoint = endpoint

    async def node(self, request: Request) -> Response:
        """The record of the IRI that the path is the end of; `term` names a fragment, which no browser sends.

        Raises:
            Refused: 404 where nothing is recorded of it, 406 where no form of it is accepted.
        """
        self.endpoint.admit(request)
        term = dict(fields_of(request.scope["query_string"])).get("term", "")
        iri = BASE + request.path_params["path"] + (f"#{term}" if term else "")
        return await self.endpoint.made(request, "node", iri, OFFERS)

    async def dataset(self, request: Request) -> Response:
        """The description of the data set and of the service, as VoID and DCAT.

        Raises:
            Refused: 406 where no form of it is accepted.
        """
        self.endpoint.admit(request)
        return await self.endpoint.made(request, "description", self.endpoint.settings.address, GRAPHS)
