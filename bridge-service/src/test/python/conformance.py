"""What https://github.com/connectrpc/conformance asks of a service, written as for grpcio."""

import time

from connectrpc.conformance.v1 import service_pb2 as messages
from google.protobuf.any_pb2 import Any
from google.rpc.status_pb2 import Status


def _info(context, requests):
    info = messages.ConformancePayload.RequestInfo()
    values = {}
    for key, value in context.invocation_metadata():
        if isinstance(value, bytes):
            import base64

            value = base64.b64encode(value).decode().rstrip("=")
        values.setdefault(key, []).append(value)
    for key, found in values.items():
        info.request_headers.add(name=key, value=found)
    if context.time_remaining() is not None:
        info.timeout_ms = int(context.time_remaining() * 1000)
    for request in requests:
        packed = Any()
        packed.Pack(request)
        info.requests.append(packed)
    return info


def _metadata(headers):
    import base64

    for header in headers:
        for value in header.value:
            if header.name.lower().endswith("-bin"):
                value = base64.b64decode(value + "=" * (-len(value) % 4))
            yield header.name.lower(), value


def _fail(context, error, info=None):
    status = Status(code=error.code, message=error.message)
    status.details.extend(error.details)
    if info is not None:
        packed = Any()
        packed.Pack(info)
        status.details.append(packed)
    trailing = [*context.trailing_metadata(), ("grpc-status-details-bin", status.SerializeToString())]
    context.abort(error.code, error.message, trailing)


class ConformanceService:
    def Unary(self, request, context):
        return self._one(messages.UnaryResponse, request.response_definition, [request], context)

    def IdempotentUnary(self, request, context):
        return self._one(messages.IdempotentUnaryResponse, request.response_definition, [request], context)

    def ClientStream(self, requests, context):
        requests = list(requests)
        definition = requests[0].response_definition if requests else messages.UnaryResponseDefinition()
        return self._one(messages.ClientStreamResponse, definition, requests, context)

    def _one(self, response, definition, requests, context):
        context.send_initial_metadata(list(_metadata(definition.response_headers)))
        context.set_trailing_metadata(list(_metadata(definition.response_trailers)))
        info = _info(context, requests)
        if definition.response_delay_ms:
            time.sleep(definition.response_delay_ms / 1000)
        if definition.WhichOneof("response") == "error":
            _fail(context, definition.error, info)
        return response(payload=messages.ConformancePayload(data=definition.response_data, request_info=info))

    def ServerStream(self, request, context):
        definition = request.response_definition
        context.send_initial_metadata(list(_metadata(definition.response_headers)))
        context.set_trailing_metadata(list(_metadata(definition.response_trailers)))
        info = _info(context, [request])
        for number, data in enumerate(definition.response_data):
            time.sleep(definition.response_delay_ms / 1000)
            payload = messages.ConformancePayload(data=data, request_info=info if number == 0 else None)
            yield messages.ServerStreamResponse(payload=payload)
        if definition.HasField("error"):
            _fail(context, definition.error, None if definition.response_data else info)

    def BidiStream(self, requests, context):
        definition, full, asked, sent = None, False, [], 0
        for request in requests:
            asked.append(request)
            if definition is None:
                definition, full = request.response_definition, request.full_duplex
                context.send_initial_metadata(list(_metadata(definition.response_headers)))
                context.set_trailing_metadata(list(_metadata(definition.response_trailers)))
            if full:
                if sent >= len(definition.response_data):
                    break
                yield self._reply(definition, sent, _info(context, asked))
                asked = []
                sent += 1
        if definition is None:
            return
        while sent < len(definition.response_data):
            yield self._reply(definition, sent, _info(context, asked) if sent == 0 else None)
            sent += 1
        if definition.HasField("error"):
            _fail(context, definition.error, None if sent else _info(context, asked))

    def _reply(self, definition, number, info):
        time.sleep(definition.response_delay_ms / 1000)
        payload = messages.ConformancePayload(data=definition.response_data[number], request_info=info)
        return messages.BidiStreamResponse(payload=payload)

    def Unimplemented(self, request, context):
        context.abort("UNIMPLEMENTED", "as it should be")
